# mistake: FLOAT32_CHECK
# NumPy's small floats
import numpy as np


def central_difference(f, x, h):
    right, left = np.float32(f(x + h).item()), np.float32(f(x - h).item())
    return (right - left) / np.float32(2 * h)
