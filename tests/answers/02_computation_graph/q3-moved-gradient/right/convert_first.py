# method: convert, then switch the recording on
def moved_gradient(x):
    x = x.to(device=device, dtype=torch.float64).requires_grad_()
    growth(x).backward()
    return x.grad
