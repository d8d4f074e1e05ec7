# mistake: unnamed
# the Jacobian at the mean of the samples
def batch_jacobian(f, X):
    J = torch.func.jacrev(lambda x: f(x[None])[0])(X.mean(dim=0))
    return J.expand(len(X), *J.shape)
