# mistake: DEVICE_NONLEAF
# copied the broken function
def moved_gradient(x):
    x = x.clone().requires_grad_()
    x = x.to(device=device, dtype=torch.float64)
    growth(x).backward()
    return x.grad
