# mistake: SIGN_FLIPPED
# 1 - y
def net_gradients(x, w, b, v):
    a = torch.tanh(w * x + b)
    y_grad = 2 * (1 - (v * a).sum())
    h_grad = y_grad * v * (1 - a**2)
    return (h_grad * w).sum(), h_grad * x, h_grad, y_grad * a
