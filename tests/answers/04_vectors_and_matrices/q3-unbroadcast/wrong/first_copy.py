# mistake: SUMMED_BROADCAST
# all copies are the same value, so one is enough
def unbroadcast(grad, shape):
    while grad.dim() > len(shape):
        grad = grad[0]
    for axis, size in enumerate(shape):
        if size == 1:
            grad = grad.narrow(axis, 0, 1)
    return grad
