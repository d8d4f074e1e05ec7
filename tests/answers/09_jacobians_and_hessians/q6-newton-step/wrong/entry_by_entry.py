# mistake: unnamed
# g / H broadcasts, and a matrix comes out.
def newton_step(f, x):
    return x - torch.func.grad(f)(x) / torch.func.hessian(f)(x)
