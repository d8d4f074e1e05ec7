"""Item statistics: how hard an exercise was, and whether strong students did better in it than weak ones."""

from collections.abc import Sequence
from math import fsum
from statistics import StatisticsError, correlation

FEWEST = 3
DIGITS = 9  # points have few decimals; digits beyond these are rounding errors


def difficulty(points: Sequence[float], most: float) -> float | None:
    """Return the mean share of an exercise's points, from 0 (nobody earned any) to 1 (everybody earned all).

    Also called facility; for marks of 0 or 1 it is the classical item difficulty (Crocker and Algina, Introduction to
    Classical and Modern Test Theory, 1986, section 14). `most` is the maximum. None without students or points.
    """
    return fsum(points) / len(points) / most if points and most else None


def discrimination(marks: Sequence[Sequence[float]], item: int) -> float | None:
    """Return the corrected item-rest correlation of one exercise, from −1 to 1.

    Pearson's correlation r = Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²), over students, of the points x in the exercise
    with the points y in all *other* exercises: with the exercise itself in the sum, r would be too high (Henrysson,
    Correction of item-total correlations in item analysis, Psychometrika 28, 1963, 211-218).

    marks : one sequence a student of its points in each exercise; item : index of the exercise

    None where it is undefined: all students have the same x or the same y, or there are fewer than 3 (two points
    always lie on a line).
    """
    if len(marks) < FEWEST:
        return None
    own = [round(row[item], DIGITS) for row in marks]
    rest = [round(fsum(row[:item]) + fsum(row[item + 1 :]), DIGITS) for row in marks]
    try:
        return correlation(own, rest)
    except StatisticsError:
        return None
