# mistake: TRANSPOSED
# the product the wrong way round
def sandwich_vjp(A, X, B, G):
    return X @ B @ G.T, A.T @ G @ B.T, (A @ X).T @ G
