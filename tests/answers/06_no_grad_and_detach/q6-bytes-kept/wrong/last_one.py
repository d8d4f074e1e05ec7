# mistake: unnamed
# overwrites the size instead of adding it
def bytes_kept(f, x):
    size = 0

    def pack(tensor):
        nonlocal size
        size = tensor.nbytes
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        f(x.clone().requires_grad_())
    return size
