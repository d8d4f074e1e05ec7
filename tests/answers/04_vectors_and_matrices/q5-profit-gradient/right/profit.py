# method: backward from the profit
def profit_gradient(budget, x, r):
    budget, x = budget.clone().requires_grad_(), x.clone().requires_grad_()
    profit = (r * split(budget, x)).sum()
    profit.backward()
    return budget.grad, x.grad
