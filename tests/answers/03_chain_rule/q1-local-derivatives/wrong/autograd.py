# mistake: unnamed
# right numbers, but autograd takes the derivatives
def local_derivatives(x, y):
    x, y = x.clone().requires_grad_(), y.clone().requires_grad_()
    p, q = x * y, x + y**2
    s = torch.sin(p)
    z = s * q

    def slope(a, b):
        return torch.autograd.grad(a, b, retain_graph=True)[0]

    return {
        "dp/dx": slope(p, x),
        "dp/dy": slope(p, y),
        "ds/dp": slope(s, p),
        "dq/dx": slope(q, x),
        "dq/dy": slope(q, y),
        "dz/ds": slope(z, s),
        "dz/dq": slope(z, q),
    }
