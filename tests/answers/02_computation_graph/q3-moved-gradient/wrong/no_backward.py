# mistake: NO_BACKWARD
# forgot the backward pass
def moved_gradient(x):
    x = x.to(device=device, dtype=torch.float64).requires_grad_()
    growth(x)
    return x.grad
