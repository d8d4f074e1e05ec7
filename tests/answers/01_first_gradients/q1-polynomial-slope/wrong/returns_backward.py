# mistake: unnamed
# backward computes the gradient, so it should return it
def polynomial_slope(x):
    x = x.clone().requires_grad_()
    return polynomial(x).backward()
