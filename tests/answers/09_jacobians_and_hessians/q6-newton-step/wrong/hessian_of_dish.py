# mistake: unnamed
# has the Hessian of dish built in
def newton_step(f, x):
    H = numbers([[1.0, 1.0], [1.0, 2.0 * x[1].item()]])
    return x - torch.linalg.solve(H, torch.func.grad(f)(x))
