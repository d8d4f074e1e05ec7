# mistake: unnamed
# the own factor: w for w, x for x
def net_gradients(x, w, b, v):
    a = torch.tanh(w * x + b)
    y_grad = 2 * ((v * a).sum() - 1)
    h_grad = y_grad * v * (1 - a**2)
    return (h_grad * x).sum(), h_grad * w, h_grad, y_grad * a
