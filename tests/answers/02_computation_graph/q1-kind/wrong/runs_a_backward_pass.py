# mistake: FREED_GRAPH
# runs a backward pass, where the graph may be used up already
def kind(tensor):
    if not tensor.requires_grad:
        return "constant"
    (0 * tensor).sum().backward()
    if tensor.grad is None:
        return "computed"
    return "leaf" if tensor.grad_fn is None else "retained"
