# mistake: unnamed
# the bias has derivative 1
def layer_vjp(s, X, W, b, G):
    return (G * (X @ W)).sum(), s * G @ W.T, s * X.T @ G, torch.ones_like(b)
