"""A question refuses what the catalogue does not have, and speaks with its own advice."""

from dataclasses import replace

import pytest
import torch

from gradschool import check, oracle
from gradschool.check.core.ask import Reply
from gradschool.check.core.question import RTOL, Expected, Question, each, estimated, exactly
from gradschool.diagnose.evidence import Kind

TYPO = "gradschool/diagnose/named_mistakes.py has no mistake NO_ZERO_GARD; did you mean NO_ZERO_GRAD?"


def double(x):
    return 2 * x


def test_a_mistake_that_the_catalogue_does_not_have_is_the_author_s_error():
    with pytest.raises(ValueError) as caught:
        Question(headline="f is wrong", counterfactuals={"NO_ZERO_GARD": double})
    assert str(caught.value) == TYPO
    with pytest.raises(ValueError, match="has no mistake QWERTY$"):
        Question(headline="f is wrong", only_if={"QWERTY": all})
    with pytest.raises(ValueError, match="has no mistake"):
        replace(Question(headline="f is wrong"), counterfactuals={"NO_ZERO_GARD": double})


@pytest.mark.parametrize("answer", [double, lambda x: x], ids=["the imagined answer", "a right one"])
def test_a_check_refuses_a_misspelt_mistake_whatever_the_answer_is(answer):
    with pytest.raises(ValueError, match="no mistake NO_ZERO_GARD"):
        check.derivative(answer, of=lambda x: x**2 / 2, at=[1.0, 2.0], mistakes={"NO_ZERO_GARD": double})


@pytest.mark.parametrize("misspelt", [{"if_reached": "NO_ZERO_GARD"}, {"mistakes": {"NO_ZERO_GARD": double}}])
def test_a_check_of_modules_refuses_a_misspelt_mistake_before_it_asks(misspelt):
    with pytest.raises(ValueError, match="no mistake NO_ZERO_GARD"):
        check.module_gradients(double, double, [], **misspelt)


def test_questions_and_replies_are_built_by_keyword_only():
    with pytest.raises(TypeError, match="positional"):
        Question("f is wrong")
    with pytest.raises(TypeError, match="positional"):
        Reply(3)


def test_every_kind_of_question_is_a_member_of_one_enumeration():
    assert Question(headline="f is wrong").kind is Kind.VALUE
    with pytest.raises(ValueError):
        Kind("gradiant")


def test_the_question_s_own_advice_stands_in_where_there_is_none():
    question = Question(headline="f is wrong", answer=double, do="Think.", read="01 · Leaves", leading=("text",))
    point = (torch.tensor(2.0, dtype=torch.float64),)
    assert str(question.failed(point, got="3")).splitlines() == [
        "f is wrong",
        "  call      double('text', tensor(2.))",
        "  got       3",
        "  do        Think.",
        '  read      lesson 01, "Leaves"',
    ]
    assert question.failed(point, do=None, call=None, read=None).lines == ["f is wrong"]


def test_a_mistake_counts_only_if_the_replies_show_it():
    possible = {"NO_ZERO_GRAD": lambda replies: any(reply.backward_passes for reply in replies)}
    named = {"NO_ZERO_GRAD": double, "SIGN_FLIPPED": double}
    question = Question(headline="f is wrong", counterfactuals=named, only_if=possible)
    assert set(question.in_view_of([Reply(value=1), Reply(value=1, backward_passes=1)]).counterfactuals) == set(named)
    assert set(question.in_view_of([Reply(value=1)]).counterfactuals) == {"SIGN_FLIPPED"}


def test_the_tolerance_is_the_estimate_s_own_error_and_a_share_of_the_size():
    value, error = torch.tensor([1.0, -4.0, 0.0]), torch.tensor([0.0, 0.5, 0.0])
    (allowed,) = Expected((value.double(),), (error.double(),)).allowed(torch.float64, rtol=0.25)
    assert allowed.tolist() == [1.0, 1.5, 1.0]
    (allowed,) = Expected((value.double(),), (error.double(),), natural=8.0).allowed(torch.float64, rtol=0.25)
    assert allowed.tolist() == [2.0, 2.5, 2.0]


def test_where_the_right_value_is_zero_there_is_still_some_tolerance():
    assert 0 < float(exactly([torch.zeros(())]).allowed(torch.float64, None)[0]) < 1e-6


def test_one_estimate_and_several_become_the_parts_of_a_right_answer():
    one = oracle.gradient(lambda x: x**2, 3.0)
    both = oracle.gradient(lambda x, y: x * y, 3.0, 4.0)
    assert (len(each(one)), len(each(both))) == (1, 2)
    assert [round(float(value), 6) for value in (*estimated(one).values, *estimated(both).values)] == [6.0, 4.0, 3.0]
    assert all(float(error) > 0 for error in estimated(both).errors)


def test_every_dtype_that_may_be_compared_has_a_tolerance():
    assert {torch.float64, torch.float32, torch.float16, torch.bfloat16} == set(RTOL)
