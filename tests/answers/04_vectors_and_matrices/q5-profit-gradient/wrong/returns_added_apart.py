# mistake: ONES_COTANGENT
# all returns times all amounts
def profit_gradient(budget, x, r):
    budget, x = budget.clone().requires_grad_(), x.clone().requires_grad_()
    (r.sum() * split(budget, x).sum()).backward()
    return budget.grad, x.grad
