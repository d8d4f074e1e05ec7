# mistake: unnamed
# computes the loss of the whole, and nothing more
def accumulate(loss, w, chunks):
    total = sum(len(x) for x, _ in chunks)
    w.grad = None
    return sum(len(x) / total * loss(w, x, y) for x, y in chunks)
