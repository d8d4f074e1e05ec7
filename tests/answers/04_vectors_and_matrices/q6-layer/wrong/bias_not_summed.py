# mistake: SUMMED_BROADCAST
# the bias gets G
def layer_vjp(s, X, W, b, G):
    return (G * (X @ W)).sum(), s * G @ W.T, s * X.T @ G, G
