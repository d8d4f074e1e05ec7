# mistake: unnamed
# Newton on f in place of its slope
def flat_point(f, low, high):
    x = number(low + 0.1)
    for _ in range(50):
        x = x - f(x) / torch.func.grad(f)(x)
    return x.item()
