# method: requires_grad, is_leaf, retains_grad
def kind(tensor):
    if not tensor.requires_grad:
        return "constant"
    if tensor.is_leaf:
        return "leaf"
    return "retained" if tensor.retains_grad else "computed"
