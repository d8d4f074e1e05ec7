# mistake: unnamed
# one gradient of x for each unit
def net_gradients(x, w, b, v):
    a = torch.tanh(w * x + b)
    y_grad = 2 * ((v * a).sum() - 1)
    h_grad = y_grad * v * (1 - a**2)
    return h_grad * w, h_grad * x, h_grad, y_grad * a
