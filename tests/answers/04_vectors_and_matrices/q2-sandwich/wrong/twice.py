# mistake: NO_ZERO_GRAD
# once to look, once for real
def sandwich_vjp(A, X, B, G):
    A, X, B = (tensor.clone().requires_grad_() for tensor in (A, X, B))
    sandwich(A, X, B).backward(G)
    print(A.grad)
    sandwich(A, X, B).backward(G)
    return A.grad, X.grad, B.grad
