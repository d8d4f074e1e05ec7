# mistake: SUMMED_BROADCAST
# the mean over the batch
def layer_vjp(s, X, W, b, G):
    return (G * (X @ W)).sum(), s * G @ W.T, s * X.T @ G, G.mean(0)
