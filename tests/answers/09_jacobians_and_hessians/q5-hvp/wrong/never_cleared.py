# mistake: NO_ZERO_GRAD
# The gradient is still in .grad when the product arrives.
def hvp(f, x, v):
    x = x.clone().requires_grad_()
    f(x).backward(create_graph=True)
    gradient = x.grad.clone()
    (gradient * v).sum().backward()
    return x.grad
