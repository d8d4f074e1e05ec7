# mistake: unnamed
# computes all losses first, then goes back from each: all graphs are alive at once
def accumulate(loss, w, chunks):
    total = sum(len(x) for x, _ in chunks)
    w.grad = None
    values = [len(x) / total * loss(w, x, y) for x, y in chunks]
    for value in values:
        value.backward()
