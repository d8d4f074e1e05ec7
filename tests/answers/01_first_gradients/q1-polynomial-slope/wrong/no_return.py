# mistake: unnamed
# showed the gradient, forgot to return it
def polynomial_slope(x):
    x = x.clone().requires_grad_()
    polynomial(x).backward()
    print(x.grad)
