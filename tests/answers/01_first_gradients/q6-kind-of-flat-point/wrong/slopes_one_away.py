# mistake: unnamed
# takes the slopes at x - 1 and x + 1, far beyond the next flat point
def kind_of_flat_point(f, x):
    def slope(at):
        at = at.detach().clone().requires_grad_()
        f(at).backward()
        return at.grad

    before, after = slope(x - 1), slope(x + 1)
    if before < 0 < after:
        return "minimum"
    if before > 0 > after:
        return "maximum"
    return "neither"
