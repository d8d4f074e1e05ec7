# mistake: SUMMED_BROADCAST
# the gain's gradient stays a matrix
def layer_vjp(s, X, W, b, G):
    return G * (X @ W), s * G @ W.T, s * X.T @ G, G.sum(0)
