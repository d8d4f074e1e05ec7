# mistake: SUMMED_BROADCAST
# finds the copied axes by comparing sizes
def unbroadcast(grad, shape):
    if tuple(grad.shape) == tuple(shape):
        return grad
    if len(shape) == 1 and grad.dim() == 2 and grad.shape[0] == shape[0]:
        return grad.sum(dim=1)
    return grad.sum_to_size(shape)
