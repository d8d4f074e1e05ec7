# method: the rule for two matrices, applied twice
def product_back(P, Q, G):
    return G @ Q.mT, P.mT @ G


def sandwich_vjp(A, X, B, G):
    A_grad, rest = product_back(A, X @ B, G)
    X_grad, B_grad = product_back(X, B, rest)
    return A_grad, X_grad, B_grad
