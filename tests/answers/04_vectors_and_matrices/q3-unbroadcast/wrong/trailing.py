# mistake: SUMMED_BROADCAST
# aligns the shapes at the left
def unbroadcast(grad, shape):
    while grad.dim() > len(shape):
        grad = grad.sum(dim=-1)
    for axis, size in enumerate(shape):
        if size == 1:
            grad = grad.sum(dim=axis, keepdim=True)
    return grad
