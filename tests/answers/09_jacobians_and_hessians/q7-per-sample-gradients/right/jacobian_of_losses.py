# method: the Jacobian of the vector of losses
def per_sample_gradients(loss, w, X, y):
    def losses(w):
        return torch.stack([loss(w, X[k], y[k]) for k in range(len(X))])

    return torch.func.jacrev(losses)(w)
