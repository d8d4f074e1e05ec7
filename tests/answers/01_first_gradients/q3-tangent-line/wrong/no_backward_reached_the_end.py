# mistake: NO_BACKWARD
# .grad is there, so it must hold the slope; the intercept does not use it
def tangent_line(f, a):
    a = a.clone().requires_grad_()
    height = f(a)
    return a.grad, height
