# method: hooks that fill a dict by address
def bytes_kept(f, x):
    sizes = {}

    def pack(tensor):
        sizes[tensor.data_ptr()] = tensor.nbytes
        return tensor.detach()

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        f(x.clone().requires_grad_())
    return sum(sizes.values())
