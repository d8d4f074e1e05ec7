# mistake: SUMMED_BROADCAST
# one gradient of the budget for each fund
def profit_gradient(budget, x, r):
    total = x.sum()
    mean = (r * x).sum() / total
    return r * x / total, budget / total * (r - mean)
