"""First derivatives: step along one input element at a time, and difference all outputs at once."""

import numpy as np

from gradschool.oracle.arrays import Array
from gradschool.oracle.calls import Calls
from gradschool.oracle.errors import NotFinite, NotSmooth
from gradschool.oracle.extrapolate import Levels, depth, join, quick, step_fractions, thorough, torn

# Seven steps from 0.4 down to 3e-4, and two far smaller ones as witnesses.
QUICK_STEPS = step_fractions(15)[[0, 1, 2, 3, 4, 5, 6, 10, 14]]
ENTRIES_AT_ONCE = 4096  # bounds the memory of the arrays (levels, entries)


def jacobian_entries(calls: Calls) -> tuple[Array, Array]:
    """The derivative of each of M outputs by each of N input elements: values and error bounds, both (M, N).

    Raises NotSmooth, NotFinite or NotDeterministic for the first entry at which no step size gives a derivative, or the
    error that f itself raised there.
    """
    outputs, inputs = calls.base.size, calls.x.size
    value, error = np.zeros((2, outputs, inputs))
    if not outputs:
        return value, error
    chunk = max(1, ENTRIES_AT_ONCE // outputs)
    for start in range(0, inputs, chunk):
        elements = range(start, min(start + chunk, inputs))
        sides = [Sides(calls, element, QUICK_STEPS) for element in elements]
        answer = quick(join([side.levels() for side in sides]))
        value[:, elements] = answer.value.reshape(len(elements), outputs).T
        error[:, elements] = answer.error.reshape(len(elements), outputs).T
        rough = [element for element in elements if not np.isfinite(error[:, element]).all()]
        for count in sorted({depth(calls.x[element]) for element in rough}):
            group = [element for element in rough if depth(calls.x[element]) == count]
            value[:, group], error[:, group] = _search(calls, group, count)
    return value, error


def _search(calls: Calls, elements: list[int], count: int) -> tuple[Array, Array]:
    sides = [Sides(calls, element, step_fractions(count)) for element in elements]
    levels = join([side.levels() for side in sides])
    answer = thorough(levels)
    unknown = ~np.isfinite(answer.error) | ~np.isfinite(levels.central[-1])
    if unknown.any():
        element, output = divmod(int(np.flatnonzero(unknown)[0]), calls.base.size)
        raise sides[element].complaint(output)
    shape = len(elements), calls.base.size
    return answer.value.reshape(shape).T, answer.error.reshape(shape).T


class Sides:
    """f on both sides of x, at K steps along one input element.

    fractions: the steps (K,), in units of max(1, |x|) of that element. Attributes: ahead, behind (K, M), f at x + h and
    at x - h; up, down (K, 1), the steps that were truly taken; size (K, M), of what was summed into the values.
    """

    def __init__(self, calls: Calls, element: int, fractions: Array) -> None:
        self.calls, self.element = calls, element
        here = calls.x[element]
        steps = fractions * max(1.0, abs(here))
        points = np.tile(calls.x, (2 * len(steps), 1))
        points[:, element] += np.concatenate([steps, -steps])
        self.points = points
        # What was truly added, after rounding of x + h.
        self.up, self.down = np.abs(points[:, element] - here).reshape(2, -1, 1)
        values, sizes = calls.at(points)
        self.failure = calls.failure
        self.ahead, self.behind = values.reshape(2, len(steps), -1)
        self.size = np.fmax(np.fmax(*sizes.reshape(2, len(steps), -1)), calls.base_size)

    def slopes(self) -> tuple[Array, Array]:
        """The one-sided slopes on the left and on the right of x, both (K, M)."""
        with np.errstate(all="ignore"):
            return (self.calls.base - self.behind) / self.down, (self.ahead - self.calls.base) / self.up

    def levels(self) -> Levels:
        """The differences at all K steps, one entry for each of the M outputs."""
        left, right = self.slopes()
        with np.errstate(all="ignore"):
            step = (self.up + self.down) / 2
            central = (self.ahead - self.behind) / (2 * step)
            # f rounds its result, and its argument is rounded too, which the slope magnifies.
            size = self.size + (np.abs(self.calls.x[self.element]) + step) * np.abs(central)
            noise = self.calls.eps * size / step
            inside = np.minimum(1, np.fmax.accumulate(self.size))
            hidden = self.calls.eps / step + 0 * noise
            natural = np.fmax(self.calls.base_size, inside[-1:]) / max(1.0, abs(self.calls.x[self.element]))
            flat = (self.ahead == self.calls.base) & (self.behind == self.calls.base)
            steps = np.broadcast_to(step, central.shape)
            return Levels(steps, central, right - left, noise, hidden, flat, natural, self.calls.eps)

    def complaint(self, output: int) -> Exception:
        """Find out why no derivative was found for this output, and return the error to raise.

        Raises NotDeterministic if f gives different results for equal inputs.
        """
        calls, levels = self.calls, self.levels()
        calls.repeat(calls.x, calls=8)
        calls.repeat(self.points[len(self.up) // 2], calls=8)
        where = f"{calls.element(self.element)} = {calls.x[self.element]:.6g}"
        if len(calls.base) > 1:
            where += f", output {[int(i) for i in np.unravel_index(output, calls.shape)]}"
        finite = np.isfinite(levels.central[:, output])
        if not finite[-1]:
            if self.failure is not None:
                return self.failure
            side = "above" if np.isnan(self.ahead[-1, output]) else "below"
            return NotFinite(f"f is not finite just {side} {where}; take a point inside its domain")
        values = np.stack([self.behind[:, output], np.full(len(self.up), calls.base[output]), self.ahead[:, output]])
        spread = np.ptp(values, axis=0)
        # Well above rounding, and the same at steps a thousand times apart.
        if spread[-10] > 1e-6 * np.abs(values[:, -10]).max() and spread[-10] > 0.5 * spread[-16]:
            return NotSmooth(f"f jumps by {spread[-10]:.6g} at {where}; take a point away from the jump")
        # The smallest step at which the sides disagree well beyond rounding.
        clear = np.flatnonzero(torn(levels, margin=1e4)[:, output])
        if len(clear):
            left, right = (side[clear[-1], output] for side in self.slopes())
            if abs(right - left) > 1e-3 * max(abs(left), abs(right)):
                return NotSmooth(
                    f"f has a kink at {where}: slope {left:.4g} on the left, {right:.4g} on the right; "
                    "take a point away from it"
                )
        return NotSmooth(f"f is too rough or too noisy near {where}: its slope settles at no step size")
