# method: torch.autograd.functional
from torch.autograd.functional import jacobian


def polar_jacobian(polar):
    return jacobian(cartesian, polar, vectorize=True)
