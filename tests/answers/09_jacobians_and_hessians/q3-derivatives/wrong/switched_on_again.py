# mistake: HESSIAN_NO_GRAPH
# The error asked for a tensor that requires grad, so it gets one.
def derivatives(f, x, order):
    x = x.clone().requires_grad_()
    value, found = f(x), []
    for _ in range(order):
        (value,) = torch.autograd.grad(value, x, allow_unused=True, materialize_grads=True)
        found.append(value.detach().clone())
        value.requires_grad_()
    return found
