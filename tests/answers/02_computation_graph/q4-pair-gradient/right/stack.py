# method: torch.stack
def pair_gradient(x, y):
    x = x.clone().requires_grad_()
    y = y.clone().requires_grad_()
    pair = torch.stack([x * y, torch.sin(x)])
    ((pair**2).sum() + y**2).backward()
    return x.grad, y.grad
