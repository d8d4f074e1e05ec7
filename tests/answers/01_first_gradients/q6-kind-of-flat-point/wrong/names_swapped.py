# mistake: unnamed
# before and after mixed up
def kind_of_flat_point(f, x):
    slope = torch.func.grad(f)
    before, after = slope(x - 0.05), slope(x + 0.05)
    if before < 0 < after:
        return "maximum"
    return "minimum" if before > 0 > after else "neither"
