# mistake: PYTHON_NUMBER
# two numbers make a line
def tangent_line(f, a):
    a = a.clone().requires_grad_()
    height = f(a)
    height.backward()
    return a.grad.item(), (height - a.grad * a).item()
