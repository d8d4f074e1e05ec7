# mistake: unnamed
# counts the entries of x, and divides by the samples of all
def accumulate(loss, w, chunks):
    total = sum(len(y) for _, y in chunks)
    w.grad = None
    for x, y in chunks:
        (x.numel() / total * loss(w, x, y)).backward()
