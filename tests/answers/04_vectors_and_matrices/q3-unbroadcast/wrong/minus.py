# mistake: unnamed
# a minus
def unbroadcast(grad, shape):
    return -grad.sum_to_size(shape)
