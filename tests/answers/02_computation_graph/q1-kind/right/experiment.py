# method: run a backward pass and see whether .grad changes
def kind(tensor):
    if not tensor.requires_grad:
        return "constant"
    if tensor.grad_fn is None:
        return "leaf"
    root = (2 * tensor).sum()
    before = None if tensor.grad is None else tensor.grad.clone()
    try:
        root.backward()
    except RuntimeError:
        return "retained" if tensor.retains_grad else "computed"
    after = tensor.grad
    return "computed" if after is None or (before is not None and torch.equal(before, after)) else "retained"
