# mistake: unnamed
# every saved tensor is as large as x
def bytes_kept(f, x):
    sizes = {}

    def pack(tensor):
        sizes[tensor.data_ptr()] = x.nbytes
        return tensor

    x = x.clone().requires_grad_()
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        result = f(x)
    return sum(sizes.values())
