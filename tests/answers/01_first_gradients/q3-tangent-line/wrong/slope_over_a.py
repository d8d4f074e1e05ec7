# mistake: unnamed
# divides where it should multiply
def tangent_line(f, a):
    m = torch.func.grad(f)(a)
    return m, f(a) - m / a
