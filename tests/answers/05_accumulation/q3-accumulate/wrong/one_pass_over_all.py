# mistake: unnamed
# adds the losses first: all graphs are alive at once
def accumulate(loss, w, chunks):
    total = sum(len(x) for x, _ in chunks)
    w.grad = None
    sum(len(x) / total * loss(w, x, y) for x, y in chunks).backward()
