# method: NumPy over many samples around the point
import numpy as np


def kind_of_flat_point(f, x):
    steps = np.linspace(0.01, 0.08, 8)
    around = np.array([f(x + side * step).item() for step in steps for side in (-1, 1)])
    here = f(x).item()
    if np.all(around > here):
        return "minimum"
    return "maximum" if np.all(around < here) else "neither"
