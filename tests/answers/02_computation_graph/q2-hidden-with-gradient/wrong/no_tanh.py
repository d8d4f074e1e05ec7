# mistake: unnamed
# the layer before its activation
def hidden_with_gradient(x, w):
    h = x @ w.clone().requires_grad_()
    h.retain_grad()
    loss_of(torch.tanh(h)).backward()
    return h
