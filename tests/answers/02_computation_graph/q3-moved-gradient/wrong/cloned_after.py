# mistake: NONLEAF_GRAD
# makes a copy at the wrong end
def moved_gradient(x):
    x = x.to(torch.float64).requires_grad_().clone()
    growth(x).backward()
    return x.grad
