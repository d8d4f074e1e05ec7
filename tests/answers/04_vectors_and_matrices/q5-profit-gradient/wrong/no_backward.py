# mistake: NO_BACKWARD
# forgot the pass
def profit_gradient(budget, x, r):
    budget, x = budget.clone().requires_grad_(), x.clone().requires_grad_()
    (r * split(budget, x)).sum()
    return budget.grad, x.grad
