# mistake: unnamed
# the words that the documentation uses
def kind(tensor):
    if not tensor.requires_grad:
        return "constant"
    return "leaf" if tensor.is_leaf else "non-leaf"
