# mistake: unnamed
# intercept first
def tangent_line(f, a):
    m = torch.func.grad(f)(a)
    return f(a) - m * a, m
