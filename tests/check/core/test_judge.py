"""The two verbs: judge compares at every point and says one thing, require raises the first fault."""

import pytest
import torch

from gradschool.check import CheckFailed
from gradschool.check.core.arguments import as_inputs
from gradschool.check.core.judge import judge, look, never_recorded, require, require_number, settle
from gradschool.check.core.question import Question, exactly

POINTS = [as_inputs(x) for x in (1.0, 2.0, 3.0)]


def square(x):
    return x**2


def question(answer, **details):
    return Question(headline="f is not the square", answer=answer, source="the formula", **details)


def right(x):
    return exactly([x**2])


def refused(code, *args, **kwargs) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        code(*args, **kwargs)
    return caught.value


# --- judge ---


def test_judge_prints_one_line_when_all_points_agree(capsys):
    judge(question(square), POINTS, right)
    assert capsys.readouterr().out == "square agrees with the formula at 3 points, every error under 1e-12\n"


def test_right_values_may_be_given_one_for_each_point():
    judge(question(square), POINTS, [exactly([x**2]) for (x,) in POINTS])
    with pytest.raises(ValueError):
        judge(question(square), POINTS, [exactly([x**2]) for (x,) in POINTS[1:]])


def test_right_values_may_be_of_any_structure(capsys):
    judge(question(lambda x: {"value": [float(x**2), "text"]}), POINTS, lambda x: {"value": (float(x) ** 2, "text")})
    assert "at 3 points" in capsys.readouterr().out
    error = refused(judge, question(lambda x: ["text"]), POINTS, lambda x: ["test"])
    assert "got       part 0: 'text'" in str(error)


def test_the_first_point_that_is_wrong_is_shown_and_all_are_diagnosed():
    wrong = question(lambda x: -(x**2) if x > 1 else x**2, counterfactuals={"SIGN_FLIPPED": lambda x: -(x**2)})
    error = refused(judge, wrong, POINTS, right)
    assert "your function(tensor(2.))" in str(error)
    assert error.mistake is None
    assert refused(judge, wrong, POINTS[1:], right).mistake == "SIGN_FLIPPED"


def test_all_right_values_are_computed_before_the_answer_is_called():
    order = []
    judge(question(lambda x: order.append("asked") or x**2), POINTS, lambda x: order.append("right") or right(x))
    assert order == ["right"] * 3 + ["asked"] * 3


def test_leading_arguments_go_to_the_answer_alone():
    def answer(text, x):
        assert text == "leading"
        return x**3

    named = {"MISSING_PATH": lambda x: x**3}
    error = refused(judge, question(answer, leading=("leading",), counterfactuals=named), POINTS, right)
    assert (error.mistake, "answer('leading', tensor(2.))" in str(error)) == ("MISSING_PATH", True)


def test_a_check_observes_what_it_wants(capsys):
    def passes(reply, right, question, point):
        return (torch.tensor(float(reply.backward_passes)),), exactly([torch.tensor(float(right))])

    judge(question(square), POINTS, [0, 0, 0], observe=passes)
    assert "3 points" in capsys.readouterr().out
    assert "0" in refused(judge, question(square), POINTS, [0, 1, 0], observe=passes).facts["got"]


def test_what_else_must_be_right_is_looked_at_after_all_values_and_before_the_line(capsys):
    seen = []

    def then(replies):
        seen.extend(float(reply.value) for reply in replies)
        raise question(square).failed((), got="something else")

    refused(judge, question(lambda x: x), POINTS, right, then=then)
    assert seen == []
    assert refused(judge, question(square), POINTS, right, then=then).facts["got"] == "something else"
    assert seen == [1.0, 4.0, 9.0]
    assert capsys.readouterr().out == ""


def test_the_two_halves_of_judge_are_judge(capsys):
    replies, seen = look(question(square), POINTS, right)
    assert [float(one.got[0]) for one in seen] == [1.0, 4.0, 9.0]
    assert capsys.readouterr().out == ""
    settle(question(square), replies, seen)
    assert capsys.readouterr().out.startswith("square agrees")


@pytest.mark.parametrize("verb", [lambda q: judge(q, [], right), lambda q: require(q, [], lambda *_: None, "fine")])
def test_a_check_without_points_is_the_author_s_error(verb):
    with pytest.raises(ValueError, match="at least one point"):
        verb(question(square))


# --- a mistake that values alone do not tell ---


def zeros(recorded):
    def answer(x):
        x = x.requires_grad_()
        torch.autograd.grad(x**2, x, create_graph=recorded)
        return torch.zeros_like(x)

    return answer


@pytest.mark.parametrize("recorded, mistake", [(False, "HESSIAN_NO_GRAPH"), (True, None)])
def test_a_pass_that_was_not_recorded_is_named_only_where_none_was(recorded, mistake):
    asked = question(
        zeros(recorded),
        counterfactuals={"HESSIAN_NO_GRAPH": torch.zeros_like},
        only_if={"HESSIAN_NO_GRAPH": never_recorded},
    )
    assert refused(judge, asked, POINTS, right).mistake == mistake


# --- require ---


def test_require_says_one_line_where_there_is_no_fault(capsys):
    require(question(square), POINTS, lambda reply, point: None, "no fault at all")
    assert capsys.readouterr().out == "no fault at all\n"


def test_require_raises_the_first_fault_and_asks_no_further(capsys):
    called = []
    asked = question(lambda x: called.append(float(x)))

    def too_large(reply, point):
        return asked.failed(point, got=f"{float(point[0]):g}") if point[0] > 1 else None

    assert refused(require, asked, POINTS, too_large, "no fault").facts["got"] == "2"
    assert called == [1.0, 2.0]
    assert capsys.readouterr().out == ""


def test_require_counts_calls_where_it_is_told_to():
    found = []
    asked = question(lambda f, x: f(f(x)))
    for count in (True, False):
        require(asked, [(square, 2.0)], lambda reply, point: found.append(reply.calls), "fine", count=count)
    assert found == [(2, None), ()]


# --- numbers ---


@pytest.mark.parametrize("got", [4.0, 4, torch.tensor(4.0), 4.0 + 1e-9])
def test_a_number_within_the_tolerance_passes(got):
    assert require_number(got, 4.0, "the norm", question(square, rtol=1e-6), (), "Measure.") is None


@pytest.mark.parametrize(
    "got, do", [(5.0, "Measure."), (2.0, "Square it."), ([4.0], "Return a Python number or a tensor of shape ().")]
)
def test_a_wrong_number_gets_the_advice_that_fits(got, do):
    asked = question(square, rtol=1e-6)
    error = refused(require_number, got, 4.0, "the norm", asked, (), "Measure.", {"Square it.": 2.0})
    assert error.lines[-1] == f"  do        {do}"
    assert error.facts["expected"] == "4: the norm"
