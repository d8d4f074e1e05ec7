# mistake: unnamed
# forgot the case that is neither
def kind_of_flat_point(f, x):
    before, here, after = f(x - 0.05), f(x), f(x + 0.05)
    if before > here < after:
        return "minimum"
    if before < here > after:
        return "maximum"
