# method: torch.autograd.functional
from torch.autograd import functional


def gradient_and_hessian(x):
    return functional.jacobian(rosenbrock, x), functional.hessian(rosenbrock, x)
