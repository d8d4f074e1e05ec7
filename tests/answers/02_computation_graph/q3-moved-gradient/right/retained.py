# method: keep the gradient of the converted tensor
def moved_gradient(x):
    moved = x.requires_grad_().to(device=device, dtype=torch.float64)
    moved.retain_grad()
    growth(moved).backward()
    return moved.grad
