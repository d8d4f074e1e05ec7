# method: vmap of jacrev of a batch of one
def batch_jacobian(f, X):
    return torch.func.vmap(torch.func.jacrev(lambda x: f(x[None])[0]))(X)
