# mistake: unnamed
# The first derivative in the direction v, times v.
def hvp(f, x, v):
    return torch.func.jvp(f, (x,), (v,))[1] * v
