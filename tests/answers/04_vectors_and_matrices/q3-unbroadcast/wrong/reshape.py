# mistake: unnamed
# the shape is what counts
def unbroadcast(grad, shape):
    return grad.reshape(shape)
