# method: a backward pass for each sample
def accumulate(loss, w, chunks):
    w.grad = None
    total = sum(len(x) for x, _ in chunks)
    for x, y in chunks:
        for row, target in zip(x, y, strict=True):
            (loss(w, row[None], target[None]) / total).backward()
