# mistake: unnamed
# makes the Hessian positive first
def newton_step(f, x):
    H = torch.func.hessian(f)(x)
    values, vectors = torch.linalg.eigh(H)
    H = vectors @ torch.diag(values.abs()) @ vectors.T
    return x - torch.linalg.solve(H, torch.func.grad(f)(x))
