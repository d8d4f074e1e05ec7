# mistake: unnamed
# the axis vanishes, and the sum is spread over the column
def unbroadcast(grad, shape):
    while grad.dim() > len(shape):
        grad = grad.sum(dim=0)
    for axis, size in enumerate(shape):
        if size == 1:
            grad = grad.sum(dim=axis)
    return grad.expand(shape) if grad.dim() <= len(shape) else grad
