# method: autograd.grad with respect to the converted tensor
def moved_gradient(x):
    moved = x.clone().requires_grad_().to(device=device, dtype=torch.float64)
    return torch.autograd.grad(growth(moved), moved)[0]
