# method: the Jacobian by hand, then a product
def profit_gradient(budget, x, r):
    share = x / x.sum()
    jacobian = budget / x.sum() * (torch.eye(len(x), dtype=x.dtype, device=x.device) - share[:, None])
    return r @ share, r @ jacobian
