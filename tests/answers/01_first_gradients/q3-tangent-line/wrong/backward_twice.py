# mistake: unnamed
# one backward pass for the slope, one more for the intercept
def tangent_line(f, a):
    a = a.clone().requires_grad_()
    f(a).backward()
    slope = a.grad
    f(a).backward()
    b = f(a) - a.grad * a
    return slope, b.detach()
