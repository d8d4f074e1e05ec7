# method: torch.func.grad and the product with the step
def kind_of_flat_point(f, x):
    slope = torch.func.grad(f)
    uphill = [bool(slope(x + step) * step > 0) for step in (-0.01, 0.01)]
    return "minimum" if all(uphill) else "neither" if any(uphill) else "maximum"
