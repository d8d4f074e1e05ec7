# method: hooks that keep a list, sorted out afterwards
def bytes_kept(f, x):
    saved = []

    def pack(tensor):
        saved.append(tensor)
        return len(saved) - 1

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda k: saved[k]):
        y = f(x.clone().requires_grad_())
    seen, total = set(), 0
    for tensor in saved:
        if tensor.data_ptr() not in seen:
            seen.add(tensor.data_ptr())
            total += tensor.element_size() * tensor.numel()
    return total
