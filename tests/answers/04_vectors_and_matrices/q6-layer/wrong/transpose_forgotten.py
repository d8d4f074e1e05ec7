# mistake: TRANSPOSED
# G @ W, whose shapes fit only where the matrices are square
def layer_vjp(s, X, W, b, G):
    return (G * (X @ W)).sum(), s * G @ W, s * X @ G, G.sum(0)
