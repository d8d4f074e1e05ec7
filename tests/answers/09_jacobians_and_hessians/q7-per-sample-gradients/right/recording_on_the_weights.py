# method: switches recording on for the weights that came in
def per_sample_gradients(loss, w, X, y):
    w.requires_grad_()
    return torch.stack([torch.autograd.grad(loss(w, X[k], y[k]), w)[0] for k in range(len(X))])
