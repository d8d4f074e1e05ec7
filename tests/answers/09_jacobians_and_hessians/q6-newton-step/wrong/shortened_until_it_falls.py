# mistake: unnamed
# halves the step until the value falls
def newton_step(f, x):
    d = torch.linalg.solve(torch.func.hessian(f)(x), torch.func.grad(f)(x))
    t = 1.0
    while f(x - t * d) > f(x) and t > 1e-6:
        t = t / 2
    return x - t * d
