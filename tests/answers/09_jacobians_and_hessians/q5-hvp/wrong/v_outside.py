# mistake: unnamed
# v comes in after the second pass: the row sums of H, times v.
def hvp(f, x, v):
    x = x.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(f(x), x, create_graph=True)
    return v * torch.autograd.grad(gradient.sum(), x)[0]
