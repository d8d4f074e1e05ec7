# mistake: unnamed
# A difference of gradients, one-sided and with a step that is too large for it.
def hvp(f, x, v):
    slopes = torch.func.grad(f)
    return (slopes(x + 1e-4 * v) - slopes(x)) / 1e-4
