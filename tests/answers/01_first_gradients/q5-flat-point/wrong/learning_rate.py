# mistake: unnamed
# gradient descent that runs away
def flat_point(f, low, high):
    x = number(high)
    for _ in range(100):
        x = x - 2.0 * torch.func.grad(f)(x)
    return x
