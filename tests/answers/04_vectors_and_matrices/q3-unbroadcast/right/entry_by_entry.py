# method: a loop over all entries of grad
from itertools import product


def unbroadcast(grad, shape):
    result = torch.zeros(shape, dtype=grad.dtype, device=grad.device)
    for index in product(*(range(size) for size in grad.shape)):
        last = index[len(index) - len(shape) :]
        result[tuple(0 if size == 1 else k for k, size in zip(last, shape, strict=True))] += grad[index]
    return result
