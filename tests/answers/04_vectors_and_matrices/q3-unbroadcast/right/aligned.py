# method: one sum with keepdim over an aligned shape, then reshape
def unbroadcast(grad, shape):
    aligned = (1,) * (grad.dim() - len(shape)) + tuple(shape)
    axes = [k for k in range(grad.dim()) if aligned[k] == 1]
    for axis in axes:
        grad = grad.sum(axis, keepdim=True)
    return grad.reshape(shape)
