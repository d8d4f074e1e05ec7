# method: a pass for each entry, recorded on the tensor that came in
def batch_jacobian(f, X):
    X.requires_grad_()
    Y = f(X)
    J = torch.zeros(X.shape[0], Y.shape[1], X.shape[1], dtype=X.dtype, device=X.device)
    for m in range(Y.shape[1]):
        for k in range(X.shape[0]):
            J[k, m] = torch.autograd.grad(Y[k, m], X, retain_graph=True)[0][k]
    return J
