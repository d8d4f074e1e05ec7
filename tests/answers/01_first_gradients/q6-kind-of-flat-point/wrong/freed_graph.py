# mistake: FREED_GRAPH
# takes the second derivative of a gradient by a second backward pass
def kind_of_flat_point(f, x):
    x = x.clone().requires_grad_()
    value = f(x)
    value.backward()
    slope = x.grad.clone()
    value.backward()
    curvature = x.grad - slope
    return "minimum" if curvature > 0 else "maximum" if curvature < 0 else "neither"
