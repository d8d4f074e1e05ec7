# mistake: unnamed
# detaches to be safe, and so cuts the graph
def polynomial_slope(x):
    x = x.clone().requires_grad_()
    polynomial(x.detach()).backward()
    return x.grad
