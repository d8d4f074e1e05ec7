# mistake: unnamed
# The next round starts from the detached value.
def derivatives(f, x, order):
    x = x.clone().requires_grad_()
    value, found = f(x), []
    for _ in range(order):
        value = torch.autograd.grad(value, x, create_graph=True)[0].detach()
        found.append(value)
    return found
