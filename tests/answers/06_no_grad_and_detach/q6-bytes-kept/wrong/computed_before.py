# mistake: unnamed
# the function runs before the hooks are there
def bytes_kept(f, x):
    sizes = {}

    def pack(tensor):
        sizes[tensor.data_ptr()] = tensor.nbytes
        return tensor

    y = f(x.clone().requires_grad_())
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        y.sum().backward()
    return sum(sizes.values())
