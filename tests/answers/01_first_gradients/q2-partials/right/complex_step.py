# method: complex step with NumPy's number type
import numpy as np


def partials(x, y):
    a, b, step = np.complex128(x.item()), np.complex128(y.item()), 1e-30j
    slopes = [(surface(a + step, b) / step).real, (surface(a, b + step) / step).real]
    return tuple(torch.tensor(slope, dtype=torch.float64, device=x.device) for slope in slopes)
