# mistake: unnamed
# clears in each round, as in a training loop: only the last chunk is left
def accumulate(loss, w, chunks):
    total = sum(len(x) for x, _ in chunks)
    for x, y in chunks:
        w.grad = None
        (len(x) / total * loss(w, x, y)).backward()
