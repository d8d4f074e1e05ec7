# mistake: unnamed
# spelt otherwise
def kind_of_flat_point(f, x):
    before, here, after = f(x - 0.05), f(x), f(x + 0.05)
    if before > here < after:
        return "Minimum"
    return "Maximum" if before < here > after else "Neither"
