# mistake: ZERO_TOO_LATE
# the same with None
def accumulate(loss, w, chunks):
    total = sum(len(x) for x, _ in chunks)
    for x, y in chunks:
        (len(x) / total * loss(w, x, y)).backward()
    w.grad = None
