# method: a running mean, as in Welford's method
def accumulate(loss, w, chunks):
    mean, seen = torch.zeros_like(w), 0
    for x, y in chunks:
        seen += len(x)
        (gradient,) = torch.autograd.grad(loss(w, x, y), w)
        mean += (gradient - mean) * len(x) / seen
    w.grad = mean
