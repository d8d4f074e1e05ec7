# mistake: unnamed
def newton_step(f, x):
    return x - torch.func.grad(f)(x)
