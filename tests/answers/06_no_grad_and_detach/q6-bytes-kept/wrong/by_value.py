# mistake: unnamed
# equal numbers are the same tensor
def bytes_kept(f, x):
    sizes = {}

    def pack(tensor):
        sizes[tuple(tensor.flatten().tolist())] = tensor.nbytes
        return tensor

    x = x.clone().requires_grad_()
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        result = f(x)
    return sum(sizes.values())
