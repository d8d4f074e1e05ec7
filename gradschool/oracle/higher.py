"""Derivatives of any order of a function of one number.

The n-th central difference (Abramowitz and Stegun, 25.1.2) is even in its step h, so Richardson's extrapolation over
halved steps leads it to h = 0 (Press et al., Numerical Recipes, section 5.7).
"""

from math import comb

import torch

from gradschool.oracle.arrays import Function, Input
from gradschool.oracle.derivatives import Estimate
from gradschool.oracle.errors import NotFinite, NotSmooth

FIRST_STEP, LEVELS = 0.4, 8
# An error bound above this part of the derivative's size, or of f's, is refused: the value would be of no use.
USEFUL = 1e-4


def higher_derivative(f: Function, x: Input, order: int) -> Estimate:
    """The derivative of f at x of an order from 1 up, for f from one number to one number.

    f: called with 0-dim float64 tensors; it must be smooth at all points up to 0.2 · order away from x. x: a number or
    a 0-dim tensor. Value and error are 0-dim float64. Each order costs digits: at order 4, about nine are right. Raises
    NotFinite if f is not finite at one of these points, NotSmooth if the differences settle at no step size. A kink
    exactly at x may go unnoticed, since central differences see both sides at once.
    """
    x = torch.as_tensor(x, dtype=torch.float64)
    rows: list[list[float]] = []
    best, error, size = 0.0, float("inf"), 0.0
    for level in range(LEVELS):
        h = FIRST_STEP / 2**level
        row, size = [_difference(f, x, order, h)], max(size, abs(float(f(x.clone()))))
        for k, before in enumerate(rows[-1] if rows else []):
            row.append(row[k] + (row[k] - before) / (4 ** (k + 1) - 1))
        if rows:
            apart = 2 * max(abs(row[-1] - row[-2]), abs(row[-1] - rows[-1][-1]))
            # What the rounding of f contributes to a difference that is divided by h**order.
            apart += 2**order * torch.finfo(torch.float64).eps * size / h**order
            if apart < error:
                best, error = row[-1], apart
        rows.append(row)
    if not error <= USEFUL * max(abs(best), size, 1.0):
        raise NotSmooth(f"the differences of order {order} at {float(x):.6g} settle at no step; take another point")
    return Estimate(torch.tensor(best, dtype=torch.float64), torch.tensor(error, dtype=torch.float64))


def _difference(f: Function, x: torch.Tensor, order: int, h: float) -> float:
    """The central difference of this order over step h, divided by h**order."""
    total = 0.0
    for k in range(order + 1):
        value = float(f(x + (order / 2 - k) * h))
        if not abs(value) < float("inf"):
            raise NotFinite(f"f is {value} beside the point {float(x):.6g}; take a point inside its domain")
        total += (-1) ** k * comb(order, k) * value
    return total / h**order
