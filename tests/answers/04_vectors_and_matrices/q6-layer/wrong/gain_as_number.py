# mistake: PYTHON_NUMBER
# a scalar is a number
def layer_vjp(s, X, W, b, G):
    return (G * (X @ W)).sum().item(), s * G @ W.T, s * X.T @ G, G.sum(0)
