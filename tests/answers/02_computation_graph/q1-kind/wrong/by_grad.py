# mistake: unnamed
# what has no gradient now will never have one
def kind(tensor):
    if tensor.grad is not None:
        return "leaf" if tensor.is_leaf else "retained"
    return "computed" if tensor.grad_fn else "constant"
