# method: a copy does the work, its gradient is handed over
def accumulate(loss, w, chunks):
    mine = w.detach().clone().requires_grad_()
    total = sum(len(x) for x, _ in chunks)
    for x, y in chunks:
        (loss(mine, x, y) * len(x) / total).backward()
    w.grad = mine.grad
    return w.grad
