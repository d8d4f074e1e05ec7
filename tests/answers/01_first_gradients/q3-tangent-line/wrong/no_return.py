# mistake: unnamed
# forgot to return
def tangent_line(f, a):
    a = a.clone().requires_grad_()
    height = f(a)
    height.backward()
    slope, b = a.grad, height - a.grad * a
