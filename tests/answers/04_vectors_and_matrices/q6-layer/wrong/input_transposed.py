# mistake: TRANSPOSED
# X_grad the wrong way round
def layer_vjp(s, X, W, b, G):
    return (G * (X @ W)).sum(), s * W @ G.T, s * X.T @ G, G.sum(0)
