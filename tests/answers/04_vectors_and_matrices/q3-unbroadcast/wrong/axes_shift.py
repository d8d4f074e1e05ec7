# mistake: unnamed
# sums without keepdim, so the numbers of the later axes shift
def unbroadcast(grad, shape):
    while grad.dim() > len(shape):
        grad = grad.sum(dim=0)
    for axis in [k for k, size in enumerate(shape) if size == 1]:
        grad = grad.sum(dim=min(axis, grad.dim() - 1))
    return grad.reshape(shape)
