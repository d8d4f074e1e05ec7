# mistake: unnamed
# Bends every curvature upwards: another method, which agrees where the Hessian is positive.
def newton_step(f, x):
    values, vectors = torch.linalg.eigh(torch.func.hessian(f)(x))
    return x - vectors @ ((vectors.T @ torch.func.grad(f)(x)) / values.abs())
