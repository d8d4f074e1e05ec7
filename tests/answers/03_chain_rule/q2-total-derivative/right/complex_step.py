# method: complex step
def total_derivative(t):
    z = torch.complex(t, torch.full_like(t, 1e-30))
    return outer(torch.cos(z), z**2).imag / 1e-30
