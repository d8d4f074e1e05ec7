# mistake: unnamed
# it keeps a gradient if there is one in it
def kind(tensor):
    if not tensor.requires_grad:
        return "constant"
    if tensor.is_leaf:
        return "leaf"
    return "retained" if tensor.grad is not None else "computed"
