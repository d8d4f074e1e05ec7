# mistake: unnamed
# counts a tensor as often as it is saved
def bytes_kept(f, x):
    sizes = []

    def pack(tensor):
        sizes.append(tensor.nbytes)
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        f(x.clone().requires_grad_())
    return sum(sizes)
