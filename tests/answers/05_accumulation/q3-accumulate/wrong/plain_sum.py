# mistake: ACCUM_SCALE
# one backward pass a chunk, and nothing else
def accumulate(loss, w, chunks):
    w.grad = None
    for x, y in chunks:
        loss(w, x, y).backward()
