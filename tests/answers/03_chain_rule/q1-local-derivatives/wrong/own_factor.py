# mistake: unnamed
# the derivative of a product by a factor is that factor
def local_derivatives(x, y):
    p, q = x * y, x + y**2
    s = torch.sin(p)
    return {"dp/dx": x, "dp/dy": y, "ds/dp": torch.cos(p), "dq/dx": 1.0, "dq/dy": 2 * y, "dz/ds": q, "dz/dq": s}
