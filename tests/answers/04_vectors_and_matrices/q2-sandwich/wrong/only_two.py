# mistake: unnamed
# forgets the middle
def sandwich_vjp(A, X, B, G):
    return G @ (X @ B).T, (A @ X).T @ G
