# mistake: NO_ZERO_GRAD
# One leaf for all samples: each row has the rows before it added.
def per_sample_gradients(loss, w, X, y):
    leaf, rows = w.clone().requires_grad_(), []
    for k in range(len(X)):
        loss(leaf, X[k], y[k]).backward()
        rows.append(leaf.grad.clone())
    return torch.stack(rows)
