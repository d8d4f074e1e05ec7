# mistake: unnamed
# a step so small that rounding hides the curve
def kind_of_flat_point(f, x):
    before, here, after = f(x - 1e-5), f(x), f(x + 1e-5)
    if before > here < after:
        return "minimum"
    return "maximum" if before < here > after else "neither"
