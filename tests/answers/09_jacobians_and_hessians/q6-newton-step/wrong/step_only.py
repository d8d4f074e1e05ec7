# mistake: unnamed
def newton_step(f, x):
    return -torch.linalg.solve(torch.func.hessian(f)(x), torch.func.grad(f)(x))
