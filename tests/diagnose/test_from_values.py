"""A mistake that shows in the values alone is named when, and only when, the values single it out."""

import pytest
import torch
from evidence_support import SLOPES, evidence, numbers

from gradschool import oracle
from gradschool.diagnose import name_mistake

MATRICES = [numbers(1.0, 2.0, 3.0, 4.0).reshape(2, 2), numbers(0.5, -1.0, 7.0, 2.0).reshape(2, 2)]


def test_a_flipped_sign_is_named():
    assert name_mistake(evidence("derivative", [-s for s in SLOPES], SLOPES)) == "SIGN_FLIPPED"


def test_one_flipped_sign_among_right_answers_is_not_named():
    assert name_mistake(evidence("derivative", [-SLOPES[0], *SLOPES[1:]], SLOPES)) is None


def test_a_flipped_sign_in_a_plain_value_is_not_named():
    assert name_mistake(evidence("value", [-s for s in SLOPES], SLOPES)) is None


def test_gradients_that_add_up_over_calls_are_named():
    running = list(torch.stack(SLOPES).cumsum(0))
    assert name_mistake(evidence("derivative", running, SLOPES)) == "NO_ZERO_GRAD"
    assert name_mistake(evidence("derivative", [r + 100.0 for r in running], SLOPES)) == "NO_ZERO_GRAD"


def test_two_points_are_too_few_to_see_gradients_add_up():
    running = list(torch.stack(SLOPES[:2]).cumsum(0))
    assert name_mistake(evidence("derivative", running, SLOPES[:2])) is None


def test_twice_the_gradient_is_named_only_after_a_pass_that_added_to_a_gradient():
    twice = [2 * s for s in SLOPES]
    assert name_mistake(evidence("derivative", twice, SLOPES, added=[1, 1, 1])) == "NO_ZERO_GRAD"
    assert name_mistake(evidence("derivative", twice, SLOPES, added=[0, 0, 0])) is None
    assert name_mistake(evidence("derivative", twice, SLOPES)) is None


def test_a_transpose_is_named_after_what_was_asked():
    turned = [m.T for m in MATRICES]
    assert name_mistake(evidence("gradient", turned, MATRICES)) == "TRANSPOSED"
    assert name_mistake(evidence("vjp", turned, MATRICES, of=lambda x: x, points=[(m, m) for m in MATRICES])) == (
        "TRANSPOSED"
    )
    assert name_mistake(evidence("jacobian", turned, MATRICES, points=[(torch.zeros(2),)] * 2)) == "JACOBIAN_TRANSPOSED"


def test_a_transpose_of_symmetric_matrices_is_right_and_names_nothing():
    symmetric = [m + m.T for m in MATRICES]
    assert name_mistake(evidence("gradient", [m + 1 for m in symmetric], symmetric)) is None


def test_summed_rows_of_a_jacobian_are_named():
    rows = [m.sum(0) for m in MATRICES]
    points = [(torch.zeros(2),)] * 2
    assert name_mistake(evidence("jacobian", rows, MATRICES, points=points)) == "VJP_IS_NOT_JACOBIAN"


def test_ones_in_place_of_the_cotangent_are_named():
    points = [(numbers(1.0, 2.0), numbers(3.0, -1.0)), (numbers(0.5, 4.0), numbers(0.1, 2.0))]
    right = [3 * x**2 * v for x, v in points]
    ones = [3 * x**2 for x, _ in points]
    assert name_mistake(evidence("vjp", ones, right, points, of=lambda x: x**3)) == "ONES_COTANGENT"


VECTORS = [numbers(1.0, 2.0), numbers(0.5, 4.0)]


KINDS = ("derivative", "gradient", "jacobian", "hessian", "vjp", "value")


def two_calls(kind, got):
    """Evidence for answers `got` where MATRICES are right, after a call's second pass added to the first."""
    points = [(m, m) for m in MATRICES] if kind == "vjp" else [(v,) for v in VECTORS]
    return evidence(kind, got, MATRICES, points, of=lambda x: x**2, added=[1, 1])


@pytest.mark.parametrize("kind", KINDS)
def test_no_rule_names_an_answer_that_is_wrong_in_some_other_way(kind):
    wrong = [m + numbers(0.0, 0.3, 0.1, 0.2).reshape(2, 2) for m in MATRICES]
    assert name_mistake(two_calls(kind, wrong)) is None


@pytest.mark.parametrize("kind", KINDS)
def test_no_rule_stumbles_over_an_answer_of_another_shape(kind):
    wrong = [numbers(1.0, 2.0, 3.0) for _ in MATRICES]
    assert name_mistake(two_calls(kind, wrong)) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_nan_is_explained_by_no_rule(kind):
    wrong = [m * torch.nan for m in MATRICES]
    assert name_mistake(two_calls(kind, wrong)) is None


def test_a_right_answer_is_never_named():
    zeros = [torch.zeros((), dtype=torch.float64)] * 3
    assert name_mistake(evidence("derivative", zeros, zeros)) is None
    assert name_mistake(evidence("derivative", SLOPES, SLOPES, added=[1, 1, 1])) is None


def test_a_sign_is_flipped_for_finite_differences_too():
    right = [oracle.derivative(torch.sin, x).value for x in (0.3, 1.2, -0.7)]
    assert name_mistake(evidence("derivative", [-r for r in right], right)) == "SIGN_FLIPPED"
