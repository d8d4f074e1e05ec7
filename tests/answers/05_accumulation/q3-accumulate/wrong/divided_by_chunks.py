# mistake: ACCUM_SCALE
# divided by the number of chunks, as in many tutorials
def accumulate(loss, w, chunks):
    w.grad = None
    for x, y in chunks:
        (loss(w, x, y) / len(chunks)).backward()
