# method: complex step
def polynomial_slope(x):
    step = 1e-20
    return polynomial(torch.complex(x, torch.full_like(x, step))).imag / step
