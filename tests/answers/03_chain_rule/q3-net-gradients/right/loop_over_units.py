# method: a loop over the units, numbers only
def net_gradients(x, w, b, v):
    a = [torch.tanh(w[i] * x + b[i]) for i in range(len(w))]
    y_grad = 2 * (sum(v[i] * a[i] for i in range(len(w))) - 1)
    x_grad, w_grad, b_grad, v_grad = torch.zeros_like(x), [], [], []
    for i in range(len(w)):
        h_grad = y_grad * v[i] / torch.cosh(w[i] * x + b[i]) ** 2
        x_grad = x_grad + h_grad * w[i]
        w_grad.append(h_grad * x)
        b_grad.append(h_grad)
        v_grad.append(y_grad * a[i])
    return x_grad, torch.stack(w_grad), torch.stack(b_grad), torch.stack(v_grad)
