"""Second derivatives: one difference formula for each pair of input elements, extrapolated like the first derivatives.

On the diagonal (f(x+h) - 2 f(x) + f(x-h)) / h², elsewhere (f(++) - f(+-) - f(-+) + f(--)) / (4 h k): Abramowitz and
Stegun, 25.3.23 and 25.3.26. The error of both is even in the step, as the extrapolation needs it.
"""

import numpy as np

from gradschool.oracle.arrays import Array, Mask
from gradschool.oracle.calls import Calls
from gradschool.oracle.errors import NotFinite, NotSmooth
from gradschool.oracle.extrapolate import DEPTH, Answer, Levels, join, quick, step_fractions, thorough

QUICK_STEPS = step_fractions(9)
# The bounds of extrapolate.py, looser because these differences divide rounding by h².
GOOD, GOOD_FOR_ZERO, USEFUL_FOR_ZERO = 1e-6, 1e-8, 1e-6


def hessian_entries(calls: Calls) -> tuple[Array, Array]:
    """The second derivatives of the one output by N input elements: values and error bounds, both (N, N), symmetric.

    Raises NotSmooth, NotFinite or NotDeterministic for the first pair at which no step size gives one, or the error
    that f itself raised there.
    """
    size = calls.x.size
    value, error = np.zeros((2, size, size))
    scale = np.maximum(1.0, np.abs(calls.x))
    axes = [_Axis(calls, element, QUICK_STEPS * scale[element]) for element in range(size)]
    for a in range(size):
        pairs = range(a + 1)
        answer = quick(join([_levels(calls, axes[a], axes[b]) for b in pairs]), GOOD, GOOD_FOR_ZERO)
        for b in pairs:
            if not np.isfinite(answer.error[b]):
                found = _search(calls, a, b, scale)
                answer.value[b], answer.error[b] = found.value[0], found.error[0]
        value[a, pairs] = value[pairs, a] = answer.value
        error[a, pairs] = error[pairs, a] = answer.error
    return value, error


def _search(calls: Calls, a: int, b: int, scale: Array) -> Answer:
    """Search all step sizes for the pair (a, b): an Answer for one entry. `scale` (N,) is max(1, |x|)."""
    # Steps in units of `scale` first; then in units of x itself, for functions such as log(x) y with x tiny, y not.
    for unit in (scale, np.where(calls.x == 0, 1.0, np.abs(calls.x))):
        first = _Axis(calls, a, step_fractions(DEPTH) * unit[a])
        levels = _levels(calls, first, first if a == b else _Axis(calls, b, step_fractions(DEPTH) * unit[b]))
        answer = thorough(levels, USEFUL_FOR_ZERO)
        if np.isfinite(answer.error[0]) and np.isfinite(levels.central[-1, 0]):
            return answer
    raise _complaint(calls, a, b, levels)


class _Axis:
    """f at x + h and x - h along one element.

    steps: h, (K,). Attributes, (K,) each: above, below, the values of that element; up, down, the steps that were truly
    taken; ahead, behind, the values of f; size, of what was summed into them.
    """

    def __init__(self, calls: Calls, element: int, steps: Array) -> None:
        self.element = element
        here = calls.x[element]
        self.above, self.below = here + steps, here - steps
        self.up, self.down = self.above - here, here - self.below
        points = np.tile(calls.x, (2, len(steps), 1))
        points[0, :, element], points[1, :, element] = self.above, self.below
        values, sizes = calls.at(points.reshape(-1, calls.x.size))
        self.ahead, self.behind = values.reshape(2, -1)
        # f rounds its result, and its argument is rounded too, which the slope magnifies.
        with np.errstate(all="ignore"):
            slope = np.abs(self.ahead - self.behind) / (self.up + self.down)
            self.size = np.fmax(*sizes.reshape(2, -1)) + calls.base_size + (abs(here) + steps) * slope


def _levels(calls: Calls, a: _Axis, b: _Axis) -> Levels:
    """The second differences along two axes, or twice along one: Levels for one entry."""
    with np.errstate(all="ignore"):
        steps, central, gap, size, flat = _same(calls, a) if a is b else _mixed(calls, a, b)
        unit = 4 * calls.eps / steps**2
        inside = np.minimum(1, np.fmax.accumulate(size))
        scales = np.maximum(1, np.abs(calls.x[[a.element, b.element]]))
        natural = np.fmax(calls.base_size, inside[-1:]) / scales.prod()
    return Levels(
        steps=steps[:, None],
        central=central[:, None],
        gap=gap[:, None],
        noise=(unit * size)[:, None],
        hidden=unit[:, None],
        flat=flat[:, None],
        natural=natural[:, None],
        eps=calls.eps,
    )


def _same(calls: Calls, a: _Axis) -> tuple[Array, Array, Array, Array, Mask]:
    """Second differences along one axis: steps, central, gap, size and flat, as in Levels, (K,) each."""
    base = calls.base[0]
    right, left = (a.ahead - base) / a.up, (base - a.behind) / a.down
    central = 2 * (right - left) / (a.up + a.down)
    # Second differences of the right and of the left side alone, from neighbouring steps: Newton's divided differences.
    gap = np.full_like(central, np.nan)
    gap[1:] = 2 * np.diff(right) / np.diff(a.up) + 2 * np.diff(left) / np.diff(a.down)
    return (a.up + a.down) / 2, central, gap, a.size, (a.ahead == base) & (a.behind == base)


def _mixed(calls: Calls, a: _Axis, b: _Axis) -> tuple[Array, Array, Array, Array, Mask]:
    """Mixed second differences along two axes: steps, central, gap, size and flat, as in Levels, (K,) each."""
    base = calls.base[0]
    points = np.tile(calls.x, (4, len(a.up), 1))
    points[:, :, a.element] = a.above, a.above, a.below, a.below
    points[:, :, b.element] = b.above, b.below, b.above, b.below
    values, sizes = calls.at(points.reshape(-1, calls.x.size))
    pp, pm, mp, mm = values.reshape(4, -1)
    central = (pp - pm - mp + mm) / ((a.up + a.down) * (b.up + b.down))
    quadrants = np.stack(
        [
            (pp - a.ahead - b.ahead + base) / (a.up * b.up),
            (a.ahead - pm - base + b.behind) / (a.up * b.down),
            (b.ahead - mp - base + a.behind) / (a.down * b.up),
            (base - a.behind - b.behind + mm) / (a.down * b.down),
        ]
    )
    gap = quadrants.max(0) - quadrants.min(0)
    size = a.size + b.size + sizes.reshape(4, -1).max(0)
    flat = (a.ahead == base) & (a.behind == base) & (b.ahead == base) & (b.behind == base) & (pp == base) & (mm == base)
    return np.sqrt(a.up * b.up), central, gap, size, flat


def _complaint(calls: Calls, a: int, b: int, levels: Levels) -> Exception:
    """Find out why the pair (a, b) has no second derivative, and return the error to raise."""
    calls.repeat(calls.x, calls=8)
    where = f"{calls.element(a)}" + (f" and {calls.element(b)}" if a != b else "")
    if not np.isfinite(levels.central[-1, 0]):
        if calls.failure is not None:
            return calls.failure
        return NotFinite(
            f"f is not finite right beside the point, stepping along {where}; take a point inside its domain"
        )
    return NotSmooth(
        f"f has no second derivative along {where}: its slope has a kink or a jump there, "
        "or f is too noisy; take a point away from it"
    )
