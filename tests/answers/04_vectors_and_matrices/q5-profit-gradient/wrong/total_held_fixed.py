# mistake: unnamed
# forgets that the total depends on x
def profit_gradient(budget, x, r):
    total = x.sum()
    return (r * x).sum() / total, r * budget / total
