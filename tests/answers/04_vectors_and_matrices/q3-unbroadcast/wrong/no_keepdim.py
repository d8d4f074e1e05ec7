# mistake: unnamed
# the right sums, but the axes of size 1 are lost
def unbroadcast(grad, shape):
    missing = grad.dim() - len(shape)
    aligned = (1,) * missing + tuple(shape)
    axes = tuple(k for k, size in enumerate(aligned) if size == 1)
    return grad.sum(dim=axes) if axes else grad
