# method: torch.func
def gradient_and_hessian(x):
    return torch.func.grad(rosenbrock)(x), torch.func.hessian(rosenbrock)(x)
