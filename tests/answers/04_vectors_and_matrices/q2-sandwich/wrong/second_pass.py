# mistake: FREED_GRAPH
# a second backward pass for good measure
def sandwich_vjp(A, X, B, G):
    A, X, B = (tensor.clone().requires_grad_() for tensor in (A, X, B))
    Y = sandwich(A, X, B)
    Y.backward(G)
    Y.backward(G)
    return A.grad, X.grad, B.grad
