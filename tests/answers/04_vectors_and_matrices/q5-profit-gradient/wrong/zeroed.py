# mistake: unnamed
# clears .grad, which is the very tensor returned
def profit_gradient(budget, x, r):
    budget, x = budget.clone().requires_grad_(), x.clone().requires_grad_()
    (r * split(budget, x)).sum().backward()
    found = budget.grad, x.grad
    budget.grad.zero_()
    x.grad.zero_()
    return found
