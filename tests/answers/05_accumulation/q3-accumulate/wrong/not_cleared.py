# mistake: NO_ZERO_GRAD
# right weights, but the gradient left behind is still there
def accumulate(loss, w, chunks):
    total = sum(len(x) for x, _ in chunks)
    for x, y in chunks:
        (len(x) / total * loss(w, x, y)).backward()
