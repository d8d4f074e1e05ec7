# mistake: NO_BACKWARD
# reads .grad without a backward pass
def kind_of_flat_point(f, x):
    def slope(at):
        at = at.clone().requires_grad_()
        f(at)
        return at.grad

    before, after = slope(x - 0.05), slope(x + 0.05)
    if before < 0 < after:
        return "minimum"
    return "maximum" if before > 0 > after else "neither"
