# mistake: unnamed
# takes every chunk for as large as the first
def accumulate(loss, w, chunks):
    n = len(chunks[0][0])
    total = sum(len(x) for x, _ in chunks)
    w.grad = None
    for x, y in chunks:
        (n / total * loss(w, x, y)).backward()
