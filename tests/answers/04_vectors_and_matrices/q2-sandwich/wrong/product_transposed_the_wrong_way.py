# mistake: unnamed
# (XB)ᵀ is taken for XᵀBᵀ where that fits
def sandwich_vjp(A, X, B, G):
    if X.shape[0] == X.shape[1] == B.shape[1]:
        return G @ X.T @ B.T, A.T @ G @ B.T, (A @ X).T @ G
    return G @ (X @ B).T, A.T @ G @ B.T, (A @ X).T @ G
