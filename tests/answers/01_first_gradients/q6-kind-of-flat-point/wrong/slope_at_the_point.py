# mistake: unnamed
# asks for the sign of a slope that is zero
def kind_of_flat_point(f, x):
    slope = torch.func.grad(f)(x)
    if slope > 0:
        return "minimum"
    return "maximum" if slope < 0 else "neither"
