# mistake: unnamed
# answers whether it is an extremum
def kind_of_flat_point(f, x):
    slope = torch.func.grad(f)
    return bool(slope(x - 0.05) * slope(x + 0.05) < 0)
