# method: the gradient of <gradient, v>
def hvp(f, x, v):
    x = x.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(f(x), x, create_graph=True)
    (gradient * v).sum().backward()
    return x.grad
