# mistake: SUMMED_BROADCAST
# the copies share one gradient, so average
def unbroadcast(grad, shape):
    missing = grad.dim() - len(shape)
    if missing:
        grad = grad.mean(dim=tuple(range(missing)))
    for axis, size in enumerate(shape):
        if size == 1:
            grad = grad.mean(dim=axis, keepdim=True)
    return grad
