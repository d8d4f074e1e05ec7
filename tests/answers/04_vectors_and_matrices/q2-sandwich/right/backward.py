# method: autograd, backward with the cotangent
def sandwich_vjp(A, X, B, G):
    leaves = [tensor.clone().requires_grad_() for tensor in (A, X, B)]
    sandwich(*leaves).backward(G)
    return [leaf.grad for leaf in leaves]
