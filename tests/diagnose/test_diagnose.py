"""A mistake is named when, and only when, the answers single it out."""

from dataclasses import replace

import torch
from evidence_support import SLOPES, evidence, numbers

from gradschool.diagnose import Evidence, name_mistake


def test_two_mistakes_that_explain_an_answer_equally_are_not_named():
    both = {"NO_ZERO_GRAD": lambda x: x * 2, "PYTHON_NUMBER": lambda x: x + x}
    points = [(s,) for s in SLOPES]
    assert name_mistake(evidence("value", [2 * s for s in SLOPES], SLOPES, points, counterfactuals=both)) is None


def test_a_question_s_own_counterfactual_goes_before_the_general_rules():
    own = {"TRANSPOSED": lambda x: -x}
    points = [(s,) for s in SLOPES]
    assert name_mistake(evidence("derivative", [-s for s in SLOPES], SLOPES, points, counterfactuals=own)) == (
        "TRANSPOSED"
    )


def test_a_mistake_can_be_made_in_several_ways():
    ways = {"PYTHON_NUMBER": (lambda x: x + 1, lambda x: x + 2)}
    points = [(s,) for s in SLOPES]
    for step in (1, 2):
        got = [s + step for s in SLOPES]
        assert name_mistake(evidence("value", got, SLOPES, points, counterfactuals=ways)) == "PYTHON_NUMBER"


def test_a_counterfactual_gets_copies_of_the_points():
    points = [(s.clone(),) for s in SLOPES]
    name_mistake(evidence("value", SLOPES[::-1], SLOPES, points, counterfactuals={"PYTHON_NUMBER": torch.Tensor.neg_}))
    assert [point[0] for point in points] == SLOPES


def test_a_counterfactual_is_not_asked_beyond_the_first_point_that_speaks_against_it():
    points, asked = [(numbers(1.0),), (numbers(2.0),), (numbers(3.0),)], []

    def unlike(x):
        asked.append(float(x))
        return -x

    values = [(x,) for (x,) in points]
    allowed = [(numbers(1e-7),)] * 3
    evidence = Evidence("value", None, points, values, [(2 * x,) for (x,) in points], allowed)
    assert name_mistake(replace(evidence, counterfactuals={"UNLIKE": unlike})) is None
    assert asked == [1.0]
    asked.clear()
    assert name_mistake(replace(evidence, counterfactuals={"LIKE": lambda x: -unlike(x)})) == "LIKE"
    assert asked == [1.0, 2.0, 3.0]
