# method: bisection on central differences, a NumPy number returned
import numpy as np


def flat_point(f, low, high):
    slope = lambda x: f(number(x + 1e-5)).item() - f(number(x - 1e-5)).item()
    at_low = np.sign(slope(low))
    for _ in range(50):
        middle = np.mean([low, high])
        low, high = (middle, high) if np.sign(slope(middle)) == at_low else (low, middle)
    return middle
