# mistake: TRANSPOSED
# W_grad the wrong way round
def layer_vjp(s, X, W, b, G):
    return (G * (X @ W)).sum(), s * G @ W.T, s * G.T @ X, G.sum(0)
