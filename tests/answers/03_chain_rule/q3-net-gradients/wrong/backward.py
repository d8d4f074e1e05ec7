# mistake: unnamed
# right numbers, by autograd
def net_gradients(x, w, b, v):
    inputs = [t.clone().requires_grad_() for t in (x, w, b, v)]
    return torch.autograd.grad(net_loss(*inputs), inputs)
