# mistake: SUMMED_BROADCAST
# each row has the same bias, so the first will do
def layer_vjp(s, X, W, b, G):
    return (G * (X @ W)).sum(), s * G @ W.T, s * X.T @ G, G[0]
