# mistake: unnamed
# writes the equation
def tangent_line(f, a):
    m = torch.func.grad(f)(a)
    b = f(a) - m * a
    return f"y = {m:.3f} x + {b:.3f}"
