# method: one line back for each line forward
def net_gradients(x, w, b, v):
    a = torch.tanh(w * x + b)
    y = (v * a).sum()
    y_grad = 2 * (y - 1)
    v_grad = y_grad * a
    a_grad = y_grad * v
    b_grad = a_grad * (1 - a**2)
    return torch.dot(b_grad, w), b_grad * x, b_grad, v_grad
