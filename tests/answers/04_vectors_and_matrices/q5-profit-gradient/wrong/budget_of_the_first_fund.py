# mistake: SUMMED_BROADCAST
# the budget's gradient from one fund
def profit_gradient(budget, x, r):
    total = x.sum()
    mean = (r * x).sum() / total
    return r[0] * x[0] / total, budget / total * (r - mean)
