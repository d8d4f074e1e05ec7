# mistake: unnamed
# 1 - h² in place of 1 - a²
def net_gradients(x, w, b, v):
    h = w * x + b
    a = torch.tanh(h)
    y_grad = 2 * ((v * a).sum() - 1)
    h_grad = y_grad * v * (1 - h**2)
    return (h_grad * w).sum(), h_grad * x, h_grad, y_grad * a
