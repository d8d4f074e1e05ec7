# mistake: NO_ZERO_GRAD
# ran the backward pass once to try, once for real
def polynomial_slope(x):
    x = x.clone().requires_grad_()
    polynomial(x).backward()
    print("slope", x.grad)
    polynomial(x).backward()
    return x.grad
