# mistake: ONES_COTANGENT
# the sum of the amounts, without the returns
def profit_gradient(budget, x, r):
    budget, x = budget.clone().requires_grad_(), x.clone().requires_grad_()
    split(budget, x).sum().backward()
    return budget.grad, x.grad
