# mistake: unnamed
# a second derivative of zero means neither
def kind_of_flat_point(f, x):
    curvature = torch.func.grad(torch.func.grad(f))(x)
    if curvature > 0:
        return "minimum"
    return "maximum" if curvature < 0 else "neither"
