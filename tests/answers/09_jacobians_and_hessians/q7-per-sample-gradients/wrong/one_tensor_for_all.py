# mistake: unnamed
# Keeps .grad itself: all rows are the sum over the batch.
def per_sample_gradients(loss, w, X, y):
    leaf, rows = w.clone().requires_grad_(), []
    for k in range(len(X)):
        loss(leaf, X[k], y[k]).backward()
        rows.append(leaf.grad)
    return torch.stack(rows)
