# mistake: GRAPH_CUT
# the sine with the math module
import math


def pair_gradient(x, y):
    x = x.clone().requires_grad_()
    y = y.clone().requires_grad_()
    value = (x * y) ** 2 + math.sin(x) ** 2 + y**2
    value.backward()
    return x.grad, y.grad
