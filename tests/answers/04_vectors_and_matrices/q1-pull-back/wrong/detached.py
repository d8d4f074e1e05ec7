# mistake: unnamed
# detaches the value "to be safe"
def pull_back(f, x, v):
    x = x.clone().requires_grad_()
    y = f(x).detach()
    y.backward(v)
    return x.grad
