# mistake: FREED_GRAPH
# one value for all chunks, and a pass for each
def accumulate(loss, w, chunks):
    total = sum(len(x) for x, _ in chunks)
    w.grad = None
    value = sum(len(x) / total * loss(w, x, y) for x, y in chunks)
    for _ in chunks:
        value.backward()
