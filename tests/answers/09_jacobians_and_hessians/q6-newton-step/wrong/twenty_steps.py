# mistake: unnamed
# runs the method to its end
def newton_step(f, x):
    for _ in range(20):
        x = x - torch.linalg.solve(torch.func.hessian(f)(x), torch.func.grad(f)(x))
    return x
