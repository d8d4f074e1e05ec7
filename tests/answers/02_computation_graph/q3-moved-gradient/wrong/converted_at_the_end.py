# mistake: unnamed
# everything in float32, and the gradient converted
def moved_gradient(x):
    x = x.clone().requires_grad_()
    growth(x).backward()
    return x.grad.double()
