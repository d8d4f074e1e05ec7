# mistake: unnamed
# forgot the last term
def pair_gradient(x, y):
    x = x.clone().requires_grad_()
    y = y.clone().requires_grad_()
    torch.stack([x * y, torch.sin(x)]).square().sum().backward()
    return x.grad, y.grad
