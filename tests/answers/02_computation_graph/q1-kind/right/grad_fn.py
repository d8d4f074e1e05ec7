# method: grad_fn in place of is_leaf
def kind(tensor):
    if tensor.grad_fn is not None:
        return "retained" if tensor.retains_grad else "computed"
    return "leaf" if tensor.requires_grad else "constant"
