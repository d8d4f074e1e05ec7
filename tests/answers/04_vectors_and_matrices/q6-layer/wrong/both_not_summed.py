# mistake: SUMMED_BROADCAST
# neither is summed
def layer_vjp(s, X, W, b, G):
    return G * (X @ W), s * G @ W.T, s * X.T @ G, G
