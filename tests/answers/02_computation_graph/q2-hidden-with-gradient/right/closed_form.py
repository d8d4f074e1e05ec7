# method: the gradient by hand
def hidden_with_gradient(x, w):
    h = hidden(x.requires_grad_(), w)
    h.retain_grad()
    h.backward(gradient=torch.stack([2 * h[0] + h[1], 2 * h[1] + h[0]]).detach())
    return h
