# mistake: NO_ZERO_GRAD
def derivatives(f, x, order):
    x = x.clone().requires_grad_()
    value, found = f(x), []
    for _ in range(order):
        value.backward(create_graph=True)
        value = x.grad.clone()
        found.append(value.detach())
    return found
