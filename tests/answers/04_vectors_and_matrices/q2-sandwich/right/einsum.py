# method: index by index, with einsum
def sandwich_vjp(A, X, B, G):
    A_grad = torch.einsum("ps,qr,rs->pq", G, X, B)
    X_grad = torch.einsum("pq,ps,rs->qr", A, G, B)
    B_grad = torch.einsum("pq,qr,ps->rs", A, X, G)
    return A_grad, X_grad, B_grad
