# mistake: unnamed
# nothing made it, so it must be a constant
def kind(tensor):
    if tensor.grad_fn is None:
        return "constant"
    return "retained" if tensor.retains_grad else "computed"
