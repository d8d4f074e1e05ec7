# mistake: HESSIAN_NO_GRAPH
# retain_graph keeps the graph of f; it does not record the pass.
def derivatives(f, x, order):
    x = x.clone().requires_grad_()
    value, found = f(x), []
    for _ in range(order):
        (value,) = torch.autograd.grad(value, x, retain_graph=True)
        found.append(value)
    return found
