# mistake: TRANSPOSED
# copies the forward pass; the square matrices of the hidden check show what it is
def sandwich_vjp(A, X, B, G):
    return G @ (X @ B), A @ G @ B, (A @ X) @ G
