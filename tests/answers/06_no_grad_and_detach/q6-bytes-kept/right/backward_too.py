# method: hooks, and a backward pass to be sure that they work
def bytes_kept(f, x):
    kept = {}

    def pack(t):
        kept.setdefault(t.data_ptr(), t.nbytes)
        return t

    def unpack(t):
        return t

    with torch.autograd.graph.saved_tensors_hooks(pack, unpack):
        y = f(x.detach().clone().requires_grad_(True))
    y.sum().backward()
    return int(sum(kept.values()))
