# mistake: unnamed
# takes the first entries that fit
def unbroadcast(grad, shape):
    return grad.flatten()[: torch.Size(shape).numel()].reshape(shape)
