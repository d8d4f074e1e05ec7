# mistake: unnamed
# a computed tensor is a computed tensor
def kind(tensor):
    if not tensor.requires_grad:
        return "constant"
    return "leaf" if tensor.is_leaf else "computed"
