# method: coefficients with NumPy
import numpy as np

SLOPE = np.polynomial.Polynomial([-1, 4, -2, 1]).deriv()


def polynomial_slope(x):
    return torch.tensor(SLOPE(x.item()), dtype=torch.float64, device=x.device)
