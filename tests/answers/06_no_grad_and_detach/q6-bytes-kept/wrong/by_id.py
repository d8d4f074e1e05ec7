# mistake: unnamed
# one Python object for one memory: id() as the key
def bytes_kept(f, x):
    sizes = {}

    def pack(tensor):
        sizes[id(tensor)] = tensor.nbytes
        return tensor

    x = x.clone().requires_grad_()
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        result = f(x)
    return sum(sizes.values())
