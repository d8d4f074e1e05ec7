# mistake: unnamed
# the sign of f in place of its slope
def kind_of_flat_point(f, x):
    before, after = f(x - 0.05), f(x + 0.05)
    if before > 0 and after > 0:
        return "minimum"
    return "maximum" if before < 0 and after < 0 else "neither"
