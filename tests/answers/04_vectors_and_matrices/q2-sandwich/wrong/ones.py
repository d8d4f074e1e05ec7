# mistake: ONES_COTANGENT
# sums the product
def sandwich_vjp(A, X, B, G):
    A, X, B = (tensor.clone().requires_grad_() for tensor in (A, X, B))
    sandwich(A, X, B).sum().backward()
    return A.grad, X.grad, B.grad
