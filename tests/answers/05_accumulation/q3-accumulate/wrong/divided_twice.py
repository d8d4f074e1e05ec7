# mistake: unnamed
# the share of the samples, and the number of chunks on top
def accumulate(loss, w, chunks):
    total = sum(len(x) for x, _ in chunks)
    w.grad = None
    for x, y in chunks:
        (len(x) / total / len(chunks) * loss(w, x, y)).backward()
