# mistake: unnamed
# keeps the axis
def layer_vjp(s, X, W, b, G):
    return (G * (X @ W)).sum(), s * G @ W.T, s * X.T @ G, G.sum(0, keepdim=True)
