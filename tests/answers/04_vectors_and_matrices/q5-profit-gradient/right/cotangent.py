# method: autograd.grad with r as the cotangent
def profit_gradient(budget, x, r):
    budget, x = budget.clone().requires_grad_(), x.clone().requires_grad_()
    return torch.autograd.grad(split(budget, x), (budget, x), r)
