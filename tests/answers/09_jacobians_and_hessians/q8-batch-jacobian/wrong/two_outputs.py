# mistake: unnamed
# has the number of outputs built in
def batch_jacobian(f, X):
    leaf = X.clone().requires_grad_()
    Y = f(leaf)
    first = torch.autograd.grad(Y[:, 0].sum(), leaf, retain_graph=True)[0]
    second = torch.autograd.grad(Y[:, 1].sum(), leaf)[0]
    return torch.stack([first, second], dim=1)
