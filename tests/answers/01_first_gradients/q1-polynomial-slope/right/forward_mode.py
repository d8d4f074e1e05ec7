# method: forward mode, torch.func.jvp
def polynomial_slope(x):
    return torch.func.jvp(polynomial, (x,), (torch.ones_like(x),))[1]
