# mistake: unnamed
# in the order in which the backward pass finds them
def sandwich_vjp(A, X, B, G):
    return (A @ X).T @ G, A.T @ G @ B.T, G @ (X @ B).T
