# mistake: unnamed
# n = 2 written out
def net_gradients(x, w, b, v):
    a = torch.tanh(w * x + b)
    y_grad = 2 * (v[0] * a[0] + v[1] * a[1] - 1)
    h_grad = y_grad * v * (1 - a**2)
    return h_grad[0] * w[0] + h_grad[1] * w[1], h_grad * x, h_grad, y_grad * a
