# mistake: unnamed
# new tensors in the default type
def sandwich_vjp(A, X, B, G):
    A, X, B, G = (torch.tensor(tensor.tolist()) for tensor in (A, X, B, G))
    return G @ (X @ B).T, A.T @ G @ B.T, (A @ X).T @ G
