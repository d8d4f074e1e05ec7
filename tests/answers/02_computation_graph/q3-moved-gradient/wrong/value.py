# mistake: unnamed
# the terms of the sum, not their slopes
def moved_gradient(x):
    x = x.double()
    return x**2 * torch.exp(x)
