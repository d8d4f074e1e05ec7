# mistake: unnamed
# two axes at most
def unbroadcast(grad, shape):
    if shape == ():
        return grad.sum()
    if len(shape) < grad.dim():
        return grad.sum(dim=0)
    if shape[-1] == 1:
        return grad.sum(dim=1, keepdim=True)
    return grad
