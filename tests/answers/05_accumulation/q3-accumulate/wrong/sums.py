# mistake: ACCUM_SCALE
# sums over samples, never divided
def accumulate(loss, w, chunks):
    w.grad = None
    for x, y in chunks:
        (loss(w, x, y) * len(x)).backward()
