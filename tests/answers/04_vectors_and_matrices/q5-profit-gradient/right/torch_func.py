# method: torch.func.grad of the profit
def profit_gradient(budget, x, r):
    return torch.func.grad(lambda c, x: r @ split(c, x), argnums=(0, 1))(budget, x)
