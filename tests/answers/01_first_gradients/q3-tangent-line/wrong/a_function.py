# mistake: unnamed
# returns the line itself
def tangent_line(f, a):
    m = torch.func.grad(f)(a)
    return lambda x: m * (x - a) + f(a)
