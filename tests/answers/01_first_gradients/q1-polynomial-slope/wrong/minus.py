# mistake: SIGN_FLIPPED
# a minus from gradient descent
def polynomial_slope(x):
    x = x.clone().requires_grad_()
    polynomial(x).backward()
    return -x.grad
