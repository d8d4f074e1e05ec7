# mistake: unnamed
# printed the text instead of returning it
def kind(tensor):
    if not tensor.requires_grad:
        print("constant")
    elif tensor.is_leaf:
        print("leaf")
    else:
        print("retained" if tensor.retains_grad else "computed")
