# mistake: unnamed
# backward as in lesson 01
def pull_back(f, x, v):
    x = x.clone().requires_grad_()
    f(x).backward()
    return x.grad
