# mistake: SUMMED_BROADCAST
# the gradient of the copies is the gradient
def unbroadcast(grad, shape):
    return grad
