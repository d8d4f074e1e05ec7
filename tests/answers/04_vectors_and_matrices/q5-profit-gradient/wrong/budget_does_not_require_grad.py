# mistake: unnamed
# only x requires grad
def profit_gradient(budget, x, r):
    x = x.clone().requires_grad_()
    (r * split(budget, x)).sum().backward()
    return budget.grad, x.grad
