# mistake: ONES_COTANGENT
# the mean of the amounts
def profit_gradient(budget, x, r):
    budget, x = budget.clone().requires_grad_(), x.clone().requires_grad_()
    split(budget, x).mean().backward()
    return budget.grad, x.grad
