# mistake: BAD_PARAM_UPDATE
# changes a leaf in place while autograd records
def one_step(f, w, lr):
    w = w.clone().requires_grad_()
    f(w).backward()
    w -= lr * w.grad
    return w
