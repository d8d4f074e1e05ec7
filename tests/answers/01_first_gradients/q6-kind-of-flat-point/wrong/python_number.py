# mistake: PYTHON_NUMBER
# floats on both sides of the point
def kind_of_flat_point(f, x):
    def slope(at):
        value = f(at)
        value.backward()
        return at.grad

    before, after = slope(x.item() - 0.05), slope(x.item() + 0.05)
    if before < 0 < after:
        return "minimum"
    return "maximum" if before > 0 > after else "neither"
