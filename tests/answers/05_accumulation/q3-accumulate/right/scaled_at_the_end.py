# method: sums over samples, divided by their number after the last chunk
def accumulate(loss, w, chunks):
    if w.grad is not None:
        w.grad.zero_()
    count = 0
    for x, y in chunks:
        (len(x) * loss(w, x, y)).backward()
        count += len(x)
    w.grad /= count
