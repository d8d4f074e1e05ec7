# mistake: TRANSPOSED
# tried on square matrices, where G @ W has the right shape
def layer_vjp(s, X, W, b, G):
    back = G @ W if W.shape[0] == W.shape[1] else G @ W.T
    return (G * (X @ W)).sum(), s * back, s * X.T @ G, G.sum(0)
