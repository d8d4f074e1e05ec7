# mistake: unnamed
# the amounts add up to the budget, so nothing changes
def profit_gradient(budget, x, r):
    return torch.zeros_like(budget), torch.zeros_like(x)
