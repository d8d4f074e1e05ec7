# mistake: unnamed
def derivatives(f, x, order):
    x = x.clone().requires_grad_()
    return [torch.autograd.grad(f(x), x)[0] for _ in range(order)]
