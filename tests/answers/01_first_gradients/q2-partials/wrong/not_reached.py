# mistake: unnamed
# differentiates by a copy that was not used
def partials(x, y):
    u, v = x.clone().requires_grad_(), y.clone().requires_grad_()
    value = surface(u, v)
    return torch.autograd.grad(value, (u.clone(), v.clone()))
