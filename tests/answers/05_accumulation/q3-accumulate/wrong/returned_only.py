# mistake: unnamed
# returns the gradient, and leaves .grad alone
def accumulate(loss, w, chunks):
    total = sum(len(x) for x, _ in chunks)
    return sum(len(x) / total * torch.autograd.grad(loss(w, x, y), w)[0] for x, y in chunks)
