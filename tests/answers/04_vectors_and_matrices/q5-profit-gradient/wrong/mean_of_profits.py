# mistake: unnamed
# the mean over the funds
def profit_gradient(budget, x, r):
    budget, x = budget.clone().requires_grad_(), x.clone().requires_grad_()
    (r * split(budget, x)).mean().backward()
    return budget.grad, x.grad
