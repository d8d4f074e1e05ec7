# method: without a pair, by autograd.grad
def pair_gradient(x, y):
    x, y = x.clone().requires_grad_(), y.clone().requires_grad_()
    return torch.autograd.grad((x * y) ** 2 + torch.sin(x) ** 2 + y**2, (x, y))
