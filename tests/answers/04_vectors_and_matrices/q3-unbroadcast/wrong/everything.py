# mistake: SUMMED_BROADCAST
# sums all of it
def unbroadcast(grad, shape):
    return grad.sum()
