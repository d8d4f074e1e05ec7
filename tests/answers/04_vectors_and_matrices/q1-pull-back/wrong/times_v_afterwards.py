# mistake: unnamed
# multiplies the gradient of the sum by the sum of v and a bit
def pull_back(f, x, v):
    x = x.clone().requires_grad_()
    f(x).sum().backward()
    return x.grad * v.flatten()[0]
