# method: by hand, the mean return
def profit_gradient(budget, x, r):
    total = x.sum()
    mean = (r * x).sum() / total
    return mean, budget / total * (r - mean)
