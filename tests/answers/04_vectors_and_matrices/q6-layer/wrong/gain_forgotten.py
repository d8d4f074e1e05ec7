# mistake: unnamed
# the product's cotangent is s G, not G
def layer_vjp(s, X, W, b, G):
    return (G * (X @ W)).sum(), G @ W.T, X.T @ G, G.sum(0)
