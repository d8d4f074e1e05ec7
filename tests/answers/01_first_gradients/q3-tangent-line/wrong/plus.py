# mistake: unnamed
# solved for b with the wrong sign
def tangent_line(f, a):
    m = torch.func.grad(f)(a)
    return m, f(a) + m * a
