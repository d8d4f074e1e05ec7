# method: the backward pass of expand
def unbroadcast(grad, shape):
    x = torch.zeros(shape, dtype=grad.dtype, device=grad.device, requires_grad=True)
    x.expand(grad.shape).backward(grad)
    return x.grad
