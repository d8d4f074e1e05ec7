# method: the values before, at and after, no derivative
def kind_of_flat_point(f, x):
    before, here, after = f(x - 0.05), f(x), f(x + 0.05)
    if before > here < after:
        return "minimum"
    return "maximum" if before < here > after else "neither"
