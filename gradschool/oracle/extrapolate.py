"""Turn differences at many step sizes into one value and an error bound that holds.

A central difference has the expansion D(h) = D + a h² + b h⁴ + …, so a Neville tableau in h² removes one term after
another (Richardson 1911; Ridders 1982, Advances in Engineering Software 4(2); Press et al., Numerical Recipes,
section 5.7). Each column of the tableau brings the values closer to D; by how much it changes them bounds the
truncation error that is left. The rounding error is carried through the tableau beside the values. Of all steps, the
one with the smallest bound is taken, provided that the plain differences at every smaller step agree with it: a large
step may look converged and be wrong, and the small ones show it.
"""

from dataclasses import dataclass, replace

import numpy as np

from gradschool.oracle.arrays import Array, Mask

RATIO = 0.3  # of a step to the one before it; no power of 1/2, lest a periodic function look the same at every step
FIRST = 0.4  # largest step, in units of max(1, |x|)
DEPTH = 28  # steps down to 3e-15
COLUMNS = 4  # of the tableau
SAFETY = 16.0  # factor on the rounding error: f consists of more than one operation
TRUNCATION = 2.0  # factor on the truncation error that a column's change shows
NOISES = tuple(16.0**p for p in range(9))  # how many times noisier than rounding f is assumed to be, in turn …
NOISIEST = 1e-6  # … but never noisier than this part of its size
STEEPEST = 1e6  # a slope beyond this, in units of Levels.natural, is taken for a jump
# A bound is compared with the value or, as that may be 0, with the slopes around the point (Answer.scale). The first
# number of each pair is the limit against the value, the second the limit against these surroundings.
GOOD, GOOD_FOR_ZERO = 1e-9, 1e-13  # a bound this small ends the search
USEFUL, USEFUL_FOR_ZERO = 1e-3, 1e-9  # no larger bound is returned
FAIR_FOR_ZERO = 1e-6  # an answer with a larger bound is not used to contradict another
ZERO_UNITS = 4096  # no limit against the surroundings is smaller than this many units of rounding
RIVAL = 16.0**6  # assumed noise at which only the coarse steps count: their answer may contradict the fine steps'
WIDE = 11  # only a plateau that reaches one of this many largest steps counts: it is 2e-6 wide or wider
APART = (0.002, 0.03)  # two steps whose ratio lies between these are compared: has the gap between the sides shrunk?


@dataclass
class Levels:
    """Differences at K step sizes, the largest first, for n entries; arrays (K, n), NaN where f was not finite.

    Attributes
    ----------
    steps : array
        The step size.
    central : array
        The symmetric difference quotient.
    gap : array
        The quotient on the right minus that on the left; it vanishes with the step where f is smooth.
    noise : array
        The error of `central` if f is wrong by one unit of rounding.
    hidden : array
        The same, if f is computed from numbers as large as 1 although its value is small, as log(1 + x) is.
    flat : array of bool
        True where f did not change at all at this step.
    natural : array (1, n)
        A derivative that is neither large nor small: the size of f over the scale of x.
    eps : float
        The rounding unit of f's dtype.
    """

    steps: Array
    central: Array
    gap: Array
    noise: Array
    hidden: Array
    flat: Mask
    natural: Array
    eps: float


@dataclass
class Answer:
    """n derivatives, all arrays (n,).

    value: the derivatives. error: their error bounds, infinite where no derivative was found. scale: the size of the
    slopes around the point, against which the bound of a derivative of 0 is measured.
    """

    value: Array
    error: Array
    scale: Array

    @classmethod
    def none(cls, count: int) -> "Answer":
        """`count` entries, none of them found."""
        return cls(np.zeros(count), np.full(count, np.inf), np.zeros(count))

    def replace(self, where: Mask, other: "Answer") -> None:
        """Take the entries at which `where` (n,) is True from `other`."""
        for kept, new in zip(vars(self).values(), vars(other).values(), strict=True):
            kept[where] = new[where]

    def within(self, relative: float, of_scale: float) -> Mask:
        """Entries (n,) whose bound is at most `relative` times the value, or `of_scale` times the scale."""
        limit = np.maximum(relative * np.abs(self.value), of_scale * self.scale)
        return np.isfinite(self.error) & (self.error <= limit)


def join(parts: list[Levels]) -> Levels:
    """Put the entries of all parts, which have the same number of levels, side by side."""
    return Levels(
        steps=np.concatenate([part.steps for part in parts], axis=1),
        central=np.concatenate([part.central for part in parts], axis=1),
        gap=np.concatenate([part.gap for part in parts], axis=1),
        noise=np.concatenate([part.noise for part in parts], axis=1),
        hidden=np.concatenate([part.hidden for part in parts], axis=1),
        flat=np.concatenate([part.flat for part in parts], axis=1),
        natural=np.concatenate([part.natural for part in parts], axis=1),
        eps=parts[0].eps,
    )


def step_fractions(count: int) -> Array:
    """The first `count` steps (count,), in units of max(1, |x|)."""
    return np.asarray(FIRST * RATIO ** np.arange(count))


def depth(x: float) -> int:
    """How many steps the full search takes at x, so that the smallest is 1e-10 of x or less.

    The counts grow by eights, so that input elements of similar size have the same count and are searched together.
    """
    return DEPTH + 8 * int(np.log(min(1.0, abs(x))) / np.log(RATIO) / 8) if x else DEPTH


def quick(levels: Levels, good: float = GOOD, good_for_zero: float = GOOD_FOR_ZERO) -> Answer:
    """Find derivatives from a few levels; the bound is infinite where these do not suffice.

    The last two levels only confirm or contradict an answer that larger steps give.
    """
    good_for_zero = max(good_for_zero, ZERO_UNITS * levels.eps)
    with np.errstate(all="ignore"):
        constant, lost = levels.flat.all(0), _lost(levels)
        levels = replace(levels, flat=levels.flat & ~constant)
        torn = _unshrunk(levels) & _clear(levels, 1.0)
        answer = _choose(levels, _tableau(levels), 1.0, torn, witnesses=2)
        settled = answer.within(good, good_for_zero) & np.isfinite(levels.central[-2:]).all(0)
    answer.error[~settled] = np.inf
    answer.error[constant] += lost[constant]
    return answer


def thorough(levels: Levels, useful_for_zero: float = USEFUL_FOR_ZERO) -> Answer:
    """Find derivatives from all levels, by trying assumptions about the noise of f until one explains every step.

    In turn, f is assumed to be wrong by little more than the rounding of its value; by the rounding of larger numbers
    inside f; by up to NOISIEST of its value; and to be piecewise constant, with plateaus wider than the smaller steps.

    The bound is infinite where no assumption fits, at a kink, and where another answer contradicts the one found: that
    of the coarse steps, if all that happens below them is taken for noise, or that of the fine steps. If f loses more
    than NOISIEST of its value to cancellation inside, that looks like part of its shape and is not noticed.
    """
    limits = USEFUL, max(useful_for_zero, ZERO_UNITS * levels.eps)
    with np.errstate(all="ignore"):
        inside = replace(levels, noise=np.fmax(levels.noise, levels.hidden))
        rivals = (
            _fit(inside, NOISES[:2], limits),
            _fit(inside, (min(RIVAL, NOISIEST / levels.eps),), limits),
            _fit(levels, NOISES[:1], (USEFUL, FAIR_FOR_ZERO)),
        )
        found = _fit(levels, NOISES[:3], limits)
        found.replace(~np.isfinite(found.error), rivals[0])
        for noise in NOISES[3:]:
            missing = ~np.isfinite(found.error)
            if not missing.any() or noise * levels.eps > NOISIEST:
                break
            found.replace(missing, _fit(levels, (noise,), limits))
        constant = levels.flat[:WIDE].any(0) & ~np.isfinite(found.error)
        found.error[_kinked(levels)] = np.inf
        for rival in rivals:
            apart = np.abs(rival.value - found.value) > rival.error + found.error
            found.error[apart & np.isfinite(rival.error)] = np.inf
        if constant.any():
            found.replace(constant, _fit(replace(levels, flat=np.zeros_like(levels.flat)), NOISES[:3], limits))
            found.error[constant] += _lost(levels)[constant]
    return found


def _lost(levels: Levels) -> Array:
    """The largest slope (n,) that rounding inside f can have turned into the plateau seen, even where f is 0."""
    return np.asarray(SAFETY * np.where(levels.flat, levels.hidden, np.inf).min(0))


def _fit(levels: Levels, noises: tuple[float, ...], limits: tuple[float, float]) -> Answer:
    """The useful answer with the smallest bound among those for these noises; flat levels count as lost in rounding."""
    tableau, unshrunk = _tableau(levels), _unshrunk(levels)
    kink = _steady(levels, unshrunk)
    found = Answer.none(levels.central.shape[1])
    for noise in noises:
        torn = unshrunk & _clear(levels, noise) | kink
        trial = _choose(levels, tableau, noise, torn, witnesses=5)
        found.replace(trial.within(*limits) & (trial.error < found.error), trial)
    return found


def _tableau(levels: Levels) -> tuple[Array, Array, Array]:
    """Neville's tableau in h²: values, by how much each column changed them, and their rounding error.

    Each array is (COLUMNS, K, n), NaN where the tableau has no entry.
    """
    column, spread = levels.central, levels.noise
    values, changes, spreads = np.full((3, COLUMNS, *column.shape), np.nan)
    for j in range(1, min(COLUMNS, len(column) - 1) + 1):
        weight = 1 / ((levels.steps[:-j] / levels.steps[j:]) ** 2 - 1)
        new = column[1:] + weight * (column[1:] - column[:-1])
        spread = spread[1:] * (1 + weight) + weight * spread[:-1]
        values[j - 1, j:], spreads[j - 1, j:] = new, spread
        changes[j - 1, j:] = np.maximum(np.abs(new - column[1:]), np.abs(new - column[:-1]))
        column = new
    return values, changes, spreads


def _choose(levels: Levels, tableau: tuple[Array, Array, Array], noise: float, torn: Mask, witnesses: int) -> Answer:
    """For each entry, the step with the smallest bound among those that no smaller step contradicts.

    noise: how many times noisier than rounding f is assumed to be. torn: levels (K, n) at which the sides disagree, so
    that no step of that size or larger is chosen. witnesses: how many of the smallest steps may contradict another but
    are not chosen themselves, since too few smaller ones are left to check them.
    """
    values, changes, spreads = tableau
    errors = TRUNCATION * changes + SAFETY * noise * spreads + 4 * np.finfo(float).eps * np.abs(values)
    errors = np.where(np.isfinite(errors), errors, np.inf)
    best = errors.argmin(0)[None]
    value, error = (np.take_along_axis(a, best, 0)[0] for a in (values, errors))
    error[levels.flat | np.logical_or.accumulate(torn[::-1])[::-1]] = np.inf
    error[len(error) - witnesses :] = np.inf

    # The truncation error seen at one step shrinks at least in proportion to the step.
    heard = np.where(levels.flat, np.nan, levels.central)
    bend = np.abs(heard - value)
    bend[1:] = np.fmax(bend[1:], np.abs(heard[:-1] - value[1:]) * RATIO)
    allowed = error[:, None] + (bend / levels.steps)[:, None] * levels.steps + SAFETY * noise * levels.noise
    smaller = np.tri(len(error), k=-1, dtype=bool).T[..., None]
    error[((np.abs(heard - value[:, None]) > allowed) & smaller).any(1)] = np.inf

    level = error.argmin(0)[None]
    seen = np.fmax.accumulate(np.fmax(np.abs(levels.central), np.abs(levels.gap)))
    # At a jump or in noise the quotients grow without bound, so they are capped to serve as a scale.
    scale = np.clip(seen, levels.natural, STEEPEST * levels.natural)
    return Answer(*(np.take_along_axis(a, level, 0)[0] for a in (value, error, scale)))


def _clear(levels: Levels, noise: float) -> Mask:
    """Levels (K, n) at which the gap between the sides is larger than f's noise can make it."""
    return np.abs(levels.gap) > 4 * SAFETY * noise * levels.noise


def _unshrunk(levels: Levels) -> Mask:
    """Levels (K, n) at which the gap between the sides is larger than it is where f is smooth.

    With the step h the gap shrinks like h where f is smooth, stays at a kink and grows at a jump; so it is compared
    with larger steps' gaps, shrunk like the square root of h. Several larger steps are looked at and the largest gap
    counts, since the gap at one of them may vanish by chance.
    """
    gap = np.abs(levels.gap)
    allowed = np.full_like(gap, np.nan)
    for lag in range(1, min(6, len(gap))):
        ratio = levels.steps[lag:] / levels.steps[:-lag]
        shrunk = np.where((ratio > APART[0]) & (ratio < APART[1]), 2 * gap[:-lag] * np.sqrt(ratio), np.nan)
        allowed[lag:] = np.fmax(allowed[lag:], shrunk)
    return gap > allowed


def _steady(levels: Levels, unshrunk: Mask) -> Mask:
    """Levels (K, n) that end a run of three with nearly the same gap: a kink, however small; noise would grow."""
    torn = unshrunk & _clear(levels, 1 / SAFETY)
    run = np.stack([levels.gap[i : len(torn) - 2 + i] for i in range(3)])
    least, most = run.min(0), run.max(0)
    steady = np.zeros_like(torn)
    alike = (least > 0) & (least > most / 2) | (most < 0) & (most < least / 2)
    steady[2:] = torn[2:] & torn[1:-1] & torn[:-2] & alike
    return steady


def _kinked(levels: Levels) -> Mask:
    """Entries (n,) with a kink at the point itself: the gap stays the same down to the smallest step that shows it."""
    clear = _clear(levels, 1 / SAFETY)
    last = len(clear) - 1 - clear[::-1].argmax(0)[None]
    gap = np.take_along_axis(np.abs(levels.gap), last, 0)
    steady: Mask = np.take_along_axis(_steady(levels, _unshrunk(levels)), last, 0)[0]
    smaller = np.arange(len(clear))[:, None] > last
    gone: Mask = (smaller & (8 * SAFETY * levels.noise < gap) & (np.abs(levels.gap) < gap / 4)).any(0)
    return steady & ~gone


def torn(levels: Levels, margin: float) -> Mask:
    """Levels (K, n) at which the sides disagree as at a kink or a jump, by `margin` units of rounding or more."""
    with np.errstate(all="ignore"):
        large: Mask = np.abs(levels.gap) > margin * levels.noise
        return _unshrunk(levels) & large
