# method: three formulas
def sandwich_vjp(A, X, B, G):
    return G @ B.T @ X.T, A.T @ G @ B.T, X.T @ A.T @ G
