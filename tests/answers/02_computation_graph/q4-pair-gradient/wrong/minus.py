# mistake: SIGN_FLIPPED
# went downhill at once
def pair_gradient(x, y):
    x = x.clone().requires_grad_()
    y = y.clone().requires_grad_()
    (-((x * y) ** 2) - torch.sin(x) ** 2 - y**2).backward()
    return x.grad, y.grad
