# method: NumPy, a NumPy number returned
import numpy as np


def central_difference(f, x, h):
    with torch.no_grad():
        right, left = (np.float64(f(x + step).item()) for step in (h, -h))
    return np.divide(right - left, 2 * h)
