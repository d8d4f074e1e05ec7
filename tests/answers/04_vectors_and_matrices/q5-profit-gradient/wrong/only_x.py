# mistake: unnamed
# the budget is given
def profit_gradient(budget, x, r):
    x = x.clone().requires_grad_()
    (r * split(budget, x)).sum().backward()
    return x.grad
