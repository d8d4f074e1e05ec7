# mistake: MISSING_PATH
# = instead of += in the loop over units
def net_gradients(x, w, b, v):
    a = torch.tanh(w * x + b)
    y_grad = 2 * ((v * a).sum() - 1)
    h_grad = y_grad * v * (1 - a**2)
    for i in range(len(w)):
        x_grad = h_grad[i] * w[i]
    return x_grad, h_grad * x, h_grad, y_grad * a
