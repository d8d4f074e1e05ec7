# mistake: SUMMED_BROADCAST
# the budget's gradient as a mean over the funds
def profit_gradient(budget, x, r):
    total = x.sum()
    mean = (r * x).sum() / total
    return (r * x / total).mean(), budget / total * (r - mean)
