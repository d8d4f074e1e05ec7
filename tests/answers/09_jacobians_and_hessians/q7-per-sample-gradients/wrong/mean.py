# mistake: unnamed
def per_sample_gradients(loss, w, X, y):
    leaf = w.clone().requires_grad_()
    torch.stack([loss(leaf, X[k], y[k]) for k in range(len(X))]).mean().backward()
    return leaf.grad
