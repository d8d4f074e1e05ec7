# mistake: unnamed
# looked at the gradient first, then went backward again
def one_step(f, w, lr):
    w = w.clone().requires_grad_()
    f(w).backward()
    print(w.grad)
    f(w).backward()
    return w.detach() - lr * w.grad
