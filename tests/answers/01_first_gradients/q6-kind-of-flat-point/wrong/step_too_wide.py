# mistake: unnamed
# a step past the next flat point
def kind_of_flat_point(f, x):
    slope = torch.func.grad(f)
    before, after = slope(x - 4), slope(x + 4)
    if before < 0 < after:
        return "minimum"
    return "maximum" if before > 0 > after else "neither"
