# mistake: VJP_IS_NOT_JACOBIAN
def batch_jacobian(f, X):
    X = X.clone().requires_grad_()
    f(X).sum().backward()
    return X.grad
