# method: sums over samples, divided by their number after the last chunk; returns what is left of the losses
def accumulate(loss, w, chunks):
    if w.grad is not None:
        w.grad.zero_()
    count = total = 0
    for x, y in chunks:
        value = len(x) * loss(w, x, y)
        value.backward()
        count += len(x)
        total = total + value
    w.grad /= count
    return total / count
