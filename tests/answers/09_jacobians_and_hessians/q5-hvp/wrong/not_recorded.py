# mistake: HESSIAN_NO_GRAPH
def hvp(f, x, v):
    x = x.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(f(x), x)
    return torch.autograd.grad(gradient, x, grad_outputs=v)[0]
