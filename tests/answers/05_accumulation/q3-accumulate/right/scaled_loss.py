# method: each chunk's loss times its share
def accumulate(loss, w, chunks):
    total = sum(len(x) for x, _ in chunks)
    w.grad = None
    for x, y in chunks:
        (len(x) / total * loss(w, x, y)).backward()
