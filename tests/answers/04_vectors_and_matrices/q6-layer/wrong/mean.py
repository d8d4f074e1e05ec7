# mistake: ONES_COTANGENT
# the mean of the outputs
def layer_vjp(s, X, W, b, G):
    leaves = [tensor.clone().requires_grad_() for tensor in (s, X, W, b)]
    layer(*leaves).mean().backward()
    return tuple(leaf.grad for leaf in leaves)
