# mistake: unnamed
# the gain is forgotten
def layer_vjp(s, X, W, b, G):
    return s * G @ W.T, s * X.T @ G, G.sum(0)
