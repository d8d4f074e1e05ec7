# method: complex step on each step
def local_derivatives(x, y):
    def slope(f, a):
        return f(torch.complex(a, torch.full_like(a, 1e-30))).imag / 1e-30

    p, q = x * y, x + y**2
    s = torch.sin(p)
    return {
        "dp/dx": slope(lambda a: a * y, x),
        "dp/dy": slope(lambda a: x * a, y),
        "ds/dp": slope(torch.sin, p),
        "dq/dx": slope(lambda a: a + y**2, x),
        "dq/dy": slope(lambda a: x + a**2, y),
        "dz/ds": slope(lambda a: a * q, s),
        "dz/dq": slope(lambda a: s * a, q),
    }
