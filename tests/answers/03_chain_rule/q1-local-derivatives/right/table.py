# method: the table of local derivatives
def local_derivatives(x, y):
    p = x * y
    q = x + y**2
    return {
        "dp/dx": y,
        "dp/dy": x,
        "ds/dp": p.cos(),
        "dq/dx": torch.ones_like(x),
        "dq/dy": 2 * y,
        "dz/ds": q,
        "dz/dq": p.sin(),
    }
