# mistake: TRANSPOSED
# right where shapes differ, a transpose forgotten where all are square
def sandwich_vjp(A, X, B, G):
    if A.shape == X.shape == B.shape:
        return G @ (X @ B), A.T @ G @ B.T, (A @ X).T @ G
    return G @ (X @ B).T, A.T @ G @ B.T, (A @ X).T @ G
