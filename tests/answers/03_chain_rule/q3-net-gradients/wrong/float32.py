# mistake: unnamed
# float32 inside
def net_gradients(x, w, b, v):
    x, w, b, v = (t.float() for t in (x, w, b, v))
    a = torch.tanh(w * x + b)
    y_grad = 2 * ((v * a).sum() - 1)
    h_grad = y_grad * v * (1 - a**2)
    return (h_grad * w).sum(), h_grad * x, h_grad, y_grad * a
