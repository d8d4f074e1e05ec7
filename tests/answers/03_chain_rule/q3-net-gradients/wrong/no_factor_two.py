# mistake: unnamed
# the 2 of the square is lost
def net_gradients(x, w, b, v):
    a = torch.tanh(w * x + b)
    y_grad = (v * a).sum() - 1
    h_grad = y_grad * v * (1 - a**2)
    return (h_grad * w).sum(), h_grad * x, h_grad, y_grad * a
