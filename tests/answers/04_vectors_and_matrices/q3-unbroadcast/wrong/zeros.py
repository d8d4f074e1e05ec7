# mistake: unnamed
# only allocates
def unbroadcast(grad, shape):
    return torch.zeros(shape, dtype=grad.dtype, device=grad.device)
