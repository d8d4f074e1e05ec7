# mistake: HESSIAN_NO_GRAPH
def derivatives(f, x, order):
    x = x.clone().requires_grad_()
    value, found = f(x), []
    for _ in range(order):
        (value,) = torch.autograd.grad(value, x)
        found.append(value)
    return found
