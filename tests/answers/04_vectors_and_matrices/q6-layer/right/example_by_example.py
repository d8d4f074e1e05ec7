# method: a loop over the rows, gradients added up
def layer_vjp(s, X, W, b, G):
    s_grad, W_grad, b_grad, rows = torch.zeros_like(s), torch.zeros_like(W), torch.zeros_like(b), []
    for x, g in zip(X, G, strict=True):
        s_grad += x @ W @ g
        W_grad += s * torch.outer(x, g)
        b_grad += g
        rows.append(s * (W @ g))
    return s_grad, torch.stack(rows), W_grad, b_grad
