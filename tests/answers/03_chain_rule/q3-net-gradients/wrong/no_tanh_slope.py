# mistake: unnamed
# tanh skipped on the way back
def net_gradients(x, w, b, v):
    a = torch.tanh(w * x + b)
    y_grad = 2 * ((v * a).sum() - 1)
    h_grad = y_grad * v
    return (h_grad * w).sum(), h_grad * x, h_grad, y_grad * a
