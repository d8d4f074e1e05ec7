# mistake: unnamed
# Without in_dims vmap takes an axis off the weights.
def per_sample_gradients(loss, w, X, y):
    return torch.func.vmap(torch.func.grad(loss))(w, X, y)
