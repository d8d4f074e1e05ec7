# mistake: unnamed
# how many tensors
def bytes_kept(f, x):
    found = set()

    def pack(tensor):
        found.add(tensor.data_ptr())
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        f(x.clone().requires_grad_())
    return len(found)
