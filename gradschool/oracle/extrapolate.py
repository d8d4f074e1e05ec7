"""From differences at many step sizes to one value and an error bound that holds.

A central difference has the expansion D(h) = D + a h² + b h⁴ + …, so a Neville tableau in h² removes one term after
another (Richardson 1911; Ridders 1982, Advances in Engineering Software 4(2); Press et al., Numerical Recipes,
section 5.7). What a column changes bounds what is left of the truncation error; rounding is carried through the tableau
beside the values. Of all steps, the one with the best bound wins, provided that the plain differences at every smaller
step bear it out: a large step that only looks converged is found out by the small ones.
"""

from dataclasses import dataclass, replace

import numpy as np

RATIO = 0.3  # between steps; not a power of two, so that no periodic function repeats at every step
FIRST = 0.4  # largest step, in units of max(1, |x|)
DEPTH = 28  # steps down to 3e-15
COLUMNS = 4
SAFETY = 16.0  # on rounding: f is more than one operation
TRUNCATION = 2.0  # on what a column changes
NOISES = tuple(16.0**p for p in range(9))  # f may be this much noisier than rounding …
NOISIEST = 1e-6  # … up to this part of its size
STEEPEST = 1e6  # slopes beyond this, in natural units, are taken for a jump
GOOD, GOOD_FOR_ZERO = 1e-9, 1e-13  # bound that ends the search, against the value and against its surroundings
USEFUL, USEFUL_FOR_ZERO = 1e-3, 1e-9  # the worst bounds handed out
FAIR_FOR_ZERO = 1e-6  # the worst bound that may contradict another
ZERO_UNITS = 4096  # no bound against the surroundings is asked to be below so many units of rounding
RIVAL = 16.0**6  # noise level at which coarse structure of f is asked whether it contradicts the fine one
WIDE = 11  # a plateau reaches one of this many largest steps: 2e-6 and more
APART = (0.002, 0.03)  # ratios of two steps between which the gap between the sides must have shrunk


@dataclass
class Levels:
    """Differences at K step sizes, largest first, for n entries at once; arrays (K, n), NaN where f was not finite.

    steps: step size. central: the symmetric difference quotient. gap: by how much the quotients taken on the
    separate sides differ, signed; it vanishes with h where f is smooth. noise: central's error when f errs by one
    unit of rounding. hidden: the same if f, however small here, is computed from numbers as large as 1, as log(1 + x)
    is. flat: f did not change at all at this step. natural (1, n): what the
    derivative is if it is neither large nor small: the size of f over the scale of x. eps: rounding unit of f's dtype.
    """

    steps: np.ndarray
    central: np.ndarray
    gap: np.ndarray
    noise: np.ndarray
    hidden: np.ndarray
    flat: np.ndarray
    natural: np.ndarray
    eps: float


@dataclass
class Answer:
    """value, error (n,), the bound infinite where none was found; scale (n,): of the derivative around the point."""

    value: np.ndarray
    error: np.ndarray
    scale: np.ndarray

    @classmethod
    def none(cls, count: int) -> "Answer":
        return cls(np.zeros(count), np.full(count, np.inf), np.zeros(count))

    def replace(self, where: np.ndarray, other: "Answer") -> None:
        for kept, new in zip(vars(self).values(), vars(other).values(), strict=True):
            kept[where] = new[where]

    def within(self, relative: float, of_scale: float) -> np.ndarray:
        """Where the bound is small enough against the value or, as that may be 0, against its surroundings."""
        limit = np.maximum(relative * np.abs(self.value), of_scale * self.scale)
        return np.isfinite(self.error) & (self.error <= limit)


def join(parts: list[Levels]) -> Levels:
    """The entries of all parts, which have the same number of levels, as one."""
    names = ("steps", "central", "gap", "noise", "hidden", "flat", "natural")
    return Levels(*(np.concatenate([getattr(part, name) for part in parts], axis=1) for name in names), parts[0].eps)


def step_fractions(count: int) -> np.ndarray:
    """The first `count` steps (count,) in units of the scale of x."""
    return FIRST * RATIO ** np.arange(count)


def depth(x: float) -> int:
    """How many steps the full search takes at x, down to 1e-10 of x or less; in blocks, so that elements share it."""
    return DEPTH + 8 * int(np.log(min(1.0, abs(x))) / np.log(RATIO) / 8) if x else DEPTH


def quick(levels: Levels, good: float = GOOD, good_for_zero: float = GOOD_FOR_ZERO) -> Answer:
    """Few levels, the last two only as witnesses; the bound is infinite where they do not settle the matter."""
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
    """All levels, under one assumption about the noise of f after another until one explains what every step shows.

    In turn: f errs by little more than the rounding of its value; f errs by the rounding of larger numbers inside;
    f errs by up to NOISIEST of its value; f is piecewise constant, with plateaus wider than the smaller steps. The
    bound is infinite where nothing fits, at a kink, and where the answer is contradicted: by coarse steps, with all
    that happens below them taken for noise, or by fine ones. What f loses to cancellation inside, beyond NOISIEST of
    its value, cannot be told from its shape.
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


def _lost(levels: Levels) -> np.ndarray:
    """The slope (n,) that rounding inside f may have turned into a plateau, even one at which f is 0."""
    return SAFETY * np.where(levels.flat, levels.hidden, np.inf).min(0)


def _fit(levels: Levels, noises: tuple[float, ...], limits: tuple[float, float]) -> Answer:
    """The best of the useful answers under these assumptions; flat levels are taken for lost in rounding."""
    tableau, unshrunk = _tableau(levels), _unshrunk(levels)
    kink = _steady(levels, unshrunk)
    found = Answer.none(levels.central.shape[1])
    for noise in noises:
        torn = unshrunk & _clear(levels, noise) | kink
        trial = _choose(levels, tableau, noise, torn, witnesses=5)
        found.replace(trial.within(*limits) & (trial.error < found.error), trial)
    return found


def _tableau(levels: Levels) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Neville's tableau in h²: values, what each column changed, rounding; each (COLUMNS, K, n), NaN if undefined."""
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


def _choose(levels: Levels, tableau: tuple, noise: float, torn: np.ndarray, witnesses: int) -> Answer:
    """The step with the best bound, for each entry, among those that no smaller step speaks against.

    torn: levels (K, n) at which the sides disagree, so that no step of that size or larger counts. witnesses: how many
    of the smallest steps are only heard, as too little speaks against them.
    """
    values, changes, spreads = tableau
    errors = TRUNCATION * changes + SAFETY * noise * spreads + 4 * np.finfo(float).eps * np.abs(values)
    errors = np.where(np.isfinite(errors), errors, np.inf)
    best = errors.argmin(0)[None]
    value, error = (np.take_along_axis(a, best, 0)[0] for a in (values, errors))
    error[levels.flat | np.logical_or.accumulate(torn[::-1])[::-1]] = np.inf
    error[len(error) - witnesses :] = np.inf

    # What h² bent at a step, it bends at most in proportion to h at the smaller ones.
    heard = np.where(levels.flat, np.nan, levels.central)
    bend = np.abs(heard - value)
    bend[1:] = np.fmax(bend[1:], np.abs(heard[:-1] - value[1:]) * RATIO)
    allowed = error[:, None] + (bend / levels.steps)[:, None] * levels.steps + SAFETY * noise * levels.noise
    smaller = np.tri(len(error), k=-1, dtype=bool).T[..., None]
    error[((np.abs(heard - value[:, None]) > allowed) & smaller).any(1)] = np.inf

    level = error.argmin(0)[None]
    seen = np.fmax.accumulate(np.fmax(np.abs(levels.central), np.abs(levels.gap)))
    # At a jump or in noise the quotients have no bound: no scale.
    scale = np.clip(seen, levels.natural, STEEPEST * levels.natural)
    return Answer(*(np.take_along_axis(a, level, 0)[0] for a in (value, error, scale)))


def _clear(levels: Levels, noise: float) -> np.ndarray:
    """Where the gap between the sides stands above rounding."""
    return np.abs(levels.gap) > 4 * SAFETY * noise * levels.noise


def _unshrunk(levels: Levels) -> np.ndarray:
    """Levels (K, n) at which the sides disagree by more than larger steps can account for.

    Where f is smooth the gap shrinks like h; at a kink it stays, at a jump it grows. The square root of h stands
    between. The largest of the few levels compared with is taken, lest the gap vanish at one by chance.
    """
    gap = np.abs(levels.gap)
    allowed = np.full_like(gap, np.nan)
    for lag in range(1, min(6, len(gap))):
        ratio = levels.steps[lag:] / levels.steps[:-lag]
        shrunk = np.where((ratio > APART[0]) & (ratio < APART[1]), 2 * gap[:-lag] * np.sqrt(ratio), np.nan)
        allowed[lag:] = np.fmax(allowed[lag:], shrunk)
    return gap > allowed


def _steady(levels: Levels, unshrunk: np.ndarray) -> np.ndarray:
    """Levels (K, n) that end a run of three with nearly the same gap: a kink however small, as noise would grow."""
    torn = unshrunk & _clear(levels, 1 / SAFETY)
    run = np.stack([levels.gap[i : len(torn) - 2 + i] for i in range(3)])
    least, most = run.min(0), run.max(0)
    steady = np.zeros_like(torn)
    alike = (least > 0) & (least > most / 2) | (most < 0) & (most < least / 2)
    steady[2:] = torn[2:] & torn[1:-1] & torn[:-2] & alike
    return steady


def _kinked(levels: Levels) -> np.ndarray:
    """Entries (n,) with a kink at the point itself: a steady gap down to the smallest step that could show it."""
    clear = _clear(levels, 1 / SAFETY)
    last = len(clear) - 1 - clear[::-1].argmax(0)[None]
    gap = np.take_along_axis(np.abs(levels.gap), last, 0)
    steady = np.take_along_axis(_steady(levels, _unshrunk(levels)), last, 0)[0]
    smaller = np.arange(len(clear))[:, None] > last
    gone = smaller & (8 * SAFETY * levels.noise < gap) & (np.abs(levels.gap) < gap / 4)
    return steady & ~gone.any(0)


def torn(levels: Levels, margin: float) -> np.ndarray:
    """Levels (K, n) at which the sides disagree by `margin` units of rounding or more, and should not."""
    with np.errstate(all="ignore"):
        return _unshrunk(levels) & (np.abs(levels.gap) > margin * levels.noise)
