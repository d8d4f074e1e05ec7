# mistake: unnamed
# returns the profit and the amounts
def profit_gradient(budget, x, r):
    amounts = split(budget, x)
    return (r * amounts).sum(), amounts
