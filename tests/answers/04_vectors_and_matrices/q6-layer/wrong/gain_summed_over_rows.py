# mistake: SUMMED_BROADCAST
# one sum for both
def layer_vjp(s, X, W, b, G):
    return (G * (X @ W)).sum(0), s * G @ W.T, s * X.T @ G, G.sum(0)
