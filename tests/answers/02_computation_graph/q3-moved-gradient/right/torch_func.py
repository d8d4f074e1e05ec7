# method: torch.func.grad
def moved_gradient(x):
    return torch.func.grad(growth)(x.to(device, torch.float64))
