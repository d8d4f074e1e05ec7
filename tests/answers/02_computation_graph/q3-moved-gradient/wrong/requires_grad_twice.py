# mistake: DEVICE_NONLEAF
# asks the copy as well, which says yes already
def moved_gradient(x):
    x = x.clone().requires_grad_().to(torch.float64)
    x.requires_grad_()
    growth(x).backward()
    return x.grad
