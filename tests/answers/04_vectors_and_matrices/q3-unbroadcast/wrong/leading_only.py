# mistake: SUMMED_BROADCAST
# forgets the axes of size 1
def unbroadcast(grad, shape):
    while grad.dim() > len(shape):
        grad = grad.sum(dim=0)
    return grad
