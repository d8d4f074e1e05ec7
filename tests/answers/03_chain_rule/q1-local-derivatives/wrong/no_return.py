# mistake: unnamed
# prints
def local_derivatives(x, y):
    p, q = x * y, x + y**2
    print({"dp/dx": y, "dp/dy": x, "ds/dp": torch.cos(p), "dz/ds": q})
