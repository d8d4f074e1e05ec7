# mistake: DEVICE_NONLEAF
# another way to convert, at the same place
def moved_gradient(x):
    x = x.clone().requires_grad_().double()
    growth(x).backward()
    return x.grad
