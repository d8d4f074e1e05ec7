# mistake: unnamed
# y**2 as a constant slope
def local_derivatives(x, y):
    p, q = x * y, x + y**2
    s = torch.sin(p)
    return {"dp/dx": y, "dp/dy": x, "ds/dp": torch.cos(p), "dq/dx": 1.0, "dq/dy": 2.0, "dz/ds": q, "dz/dq": s}
