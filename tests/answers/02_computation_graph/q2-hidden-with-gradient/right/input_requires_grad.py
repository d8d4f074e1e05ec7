# method: retain_grad, with the input as the leaf
def hidden_with_gradient(x, w):
    x.requires_grad_()
    h = torch.tanh(torch.matmul(x, w))
    loss = h[0] ** 2 + h[1] ** 2 + h[0] * h[1]
    h.retain_grad()
    loss.backward()
    return h
