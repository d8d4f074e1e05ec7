# mistake: unnamed
# the sums of the rows, times v entry by entry
def hvp(f, x, v):
    leaf = x.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(f(leaf), leaf, create_graph=True)
    (second,) = torch.autograd.grad(gradient.sum(), leaf)
    return second * v
