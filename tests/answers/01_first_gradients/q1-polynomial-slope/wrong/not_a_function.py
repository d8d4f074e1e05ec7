# mistake: unnamed
# computed the slope once, under the function's name
x = number(2.0).requires_grad_()
polynomial(x).backward()
polynomial_slope = x.grad
