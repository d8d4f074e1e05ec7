# mistake: unnamed
# counts entries, not bytes
def bytes_kept(f, x):
    sizes = {}

    def pack(tensor):
        sizes[tensor.data_ptr()] = tensor.numel()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        f(x.clone().requires_grad_())
    return sum(sizes.values())
