# mistake: unnamed
# left the conversion out
def moved_gradient(x):
    x = x.clone().requires_grad_()
    growth(x).backward()
    return x.grad
