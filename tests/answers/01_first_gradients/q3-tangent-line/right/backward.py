# method: backward, the intercept from the point of contact
def tangent_line(f, a):
    a = a.clone().requires_grad_()
    height = f(a)
    height.backward()
    slope = a.grad
    return slope, (height - slope * a).detach()
