# mistake: NO_BACKWARD
# .grad is there, so it must hold the slope
def tangent_line(f, a):
    a = a.clone().requires_grad_()
    height = f(a)
    slope = a.grad
    return slope, height - slope * a
