# mistake: NO_BACKWARD
# reaches for autograd, and forgets half of it
def central_difference(f, x, h):
    x = x.clone().requires_grad_()
    f(x)
    return x.grad
