# mistake: unnamed
# looks to the right only
def kind_of_flat_point(f, x):
    after = torch.func.grad(f)(x + 0.05)
    return "minimum" if after > 0 else "maximum"
