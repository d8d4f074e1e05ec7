# mistake: SIGN_FLIPPED
# a loss is minus the profit
def profit_gradient(budget, x, r):
    budget, x = budget.clone().requires_grad_(), x.clone().requires_grad_()
    (-r * split(budget, x)).sum().backward()
    return budget.grad, x.grad
