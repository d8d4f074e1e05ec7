# mistake: NO_ZERO_GRAD
# one pass for the budget, one for x
def profit_gradient(budget, x, r):
    budget, x = budget.clone().requires_grad_(), x.clone().requires_grad_()
    (r * split(budget, x)).sum().backward()
    by_budget = budget.grad.clone()
    (r * split(budget, x)).sum().backward()
    return by_budget, x.grad
