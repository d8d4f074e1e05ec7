# method: the update in place, on the tensor that came in
def one_step(f, w, lr):
    w.requires_grad_()
    f(w).backward()
    with torch.no_grad():
        w -= lr * w.grad
    return w
