# mistake: ZERO_TOO_LATE
# leaves everything clean
def accumulate(loss, w, chunks):
    total = sum(len(x) for x, _ in chunks)
    for x, y in chunks:
        (len(x) / total * loss(w, x, y)).backward()
    w.grad.zero_()
