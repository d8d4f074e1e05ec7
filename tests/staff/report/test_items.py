"""Item statistics against values that are computed another way."""

import numpy as np
import pytest

from gradschool.staff.report.items import difficulty, discrimination

MOST = [3, 3, 2, 4, 5]


@pytest.fixture
def marks():
    """Points of 60 students in five exercises, which depend on one ability and on chance."""
    random = np.random.default_rng(11)
    ability = random.normal(size=(60, 1))
    return np.clip(np.round(ability + random.normal(size=(60, 5)) + 2), 0, MOST).astype(float)


def test_difficulty_is_the_mean_share_of_the_points(marks):
    for item, most in enumerate(MOST):
        assert difficulty(marks[:, item].tolist(), most) == pytest.approx(np.mean(marks[:, item] / most))


def test_difficulty_of_nothing_is_undefined():
    assert difficulty([], 3) is None
    assert difficulty([0.0, 0.0], 0) is None


def test_discrimination_is_the_correlation_with_the_other_exercises(marks):
    for item in range(len(MOST)):
        rest = np.delete(marks, item, axis=1).sum(axis=1)
        assert discrimination(marks.tolist(), item) == pytest.approx(np.corrcoef(marks[:, item], rest)[0, 1], abs=1e-12)


def test_discrimination_is_the_corrected_item_total_correlation(marks):
    """Henrysson's formula takes the item out of the correlation with the total: (r s_t − s_i) / s_rest."""
    total = marks.sum(axis=1)
    for item in range(len(MOST)):
        own = marks[:, item]
        r, s_item, s_total = np.corrcoef(own, total)[0, 1], own.std(), total.std()
        corrected = (r * s_total - s_item) / np.sqrt(s_item**2 + s_total**2 - 2 * r * s_item * s_total)
        found = discrimination(marks.tolist(), item)
        assert found == pytest.approx(corrected, abs=1e-12)
        assert found < r, "with the exercise itself in the total the correlation is too high"


def test_an_exercise_that_only_the_weak_solve_has_discrimination_minus_one():
    assert discrimination([[0, 3], [1, 2], [2, 1]], 0) == pytest.approx(-1)


@pytest.mark.parametrize(
    "marks",
    [
        [[1, 2], [2, 3]],
        [[2, 1], [2, 2], [2, 3]],
        [[1, 2], [2, 2], [3, 2]],
        [[1], [2], [3]],
        [[1, 0.1, 0.2], [2, 0.3, 0.0], [3, 0.2, 0.1]],
        [],
    ],
    ids=["two students", "all alike in it", "all alike in the rest", "no rest", "alike but for rounding", "nobody"],
)
def test_discrimination_is_none_where_it_is_undefined(marks):
    assert discrimination(marks, 0) is None
