# mistake: PYTHON_NUMBER
# a is only a place, so a float will do
def tangent_line(f, a):
    a = float(a)
    height = f(a)
    height.backward()
    return a.grad, height - a.grad * a
