# mistake: TRANSPOSED
# the transposes of all three
def sandwich_vjp(A, X, B, G):
    return (X @ B) @ G.T, B @ G.T @ A, G.T @ (A @ X)
