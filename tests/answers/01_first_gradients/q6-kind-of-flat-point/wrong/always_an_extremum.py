# mistake: unnamed
# every flat point is a minimum or a maximum
def kind_of_flat_point(f, x):
    curvature = torch.func.grad(torch.func.grad(f))(x)
    return "minimum" if curvature > 0 else "maximum"
