# mistake: unnamed
# works on a copy, so that the gradient ends up there
def accumulate(loss, w, chunks):
    total = sum(len(x) for x, _ in chunks)
    w = w.detach().clone().requires_grad_()
    for x, y in chunks:
        (len(x) / total * loss(w, x, y)).backward()
    return w.grad
