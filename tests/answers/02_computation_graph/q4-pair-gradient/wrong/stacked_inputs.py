# mistake: NONLEAF_GRAD
# reads the gradient of the stacked inputs
def pair_gradient(x, y):
    x = x.clone().requires_grad_()
    y = y.clone().requires_grad_()
    both = torch.stack([x, y])
    ((both[0] * both[1]) ** 2 + torch.sin(both[0]) ** 2 + both[1] ** 2).backward()
    return both.grad[0], both.grad[1]
