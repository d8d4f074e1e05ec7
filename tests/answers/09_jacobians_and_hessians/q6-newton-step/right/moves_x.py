# method: changes the tensor that came in
def newton_step(f, x):
    x -= torch.linalg.solve(torch.func.hessian(f)(x), torch.func.grad(f)(x))
    return x
