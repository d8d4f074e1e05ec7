# method: autograd.grad for each chunk, the weighted sum put into .grad
def accumulate(loss, w, chunks):
    total = sum(x.shape[0] for x, _ in chunks)
    w.grad = sum(x.shape[0] / total * torch.autograd.grad(loss(w, x, y), w)[0] for x, y in chunks)
