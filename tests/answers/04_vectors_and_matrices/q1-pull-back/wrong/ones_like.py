# mistake: ONES_COTANGENT
# backward wants something of the shape of the output
def pull_back(f, x, v):
    x = x.clone().requires_grad_()
    y = f(x)
    y.backward(torch.ones_like(y))
    return x.grad
