# method: calls itself with the slope
def derivatives(f, x, order):
    if order == 0:
        return []
    slope = torch.func.grad(f)
    return [slope(x)] + derivatives(slope, x, order - 1)
