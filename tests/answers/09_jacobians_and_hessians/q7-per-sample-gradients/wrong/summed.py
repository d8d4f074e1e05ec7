# mistake: VJP_IS_NOT_JACOBIAN
def per_sample_gradients(loss, w, X, y):
    leaf = w.clone().requires_grad_()
    sum(loss(leaf, X[k], y[k]) for k in range(len(X))).backward()
    return leaf.grad
