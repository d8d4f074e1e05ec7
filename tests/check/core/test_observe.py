"""What counts as the answer: what a call returned, the gradients it left, or the contents it left."""

import pytest
import torch

from gradschool import check
from gradschool.check import CheckFailed
from gradschool.check.core.arguments import loop_inputs
from gradschool.check.core.ask import ask
from gradschool.check.core.observe import contents_after, grads_left, is_leaf, leaves, returned
from gradschool.check.core.question import Question, exactly

QUESTION = Question(headline="f is wrong")
RIGHT = exactly([torch.tensor([1.0, 2.0])])


def point(*args):
    return loop_inputs(args, None)


def backward(w, x):
    (w * x).sum().backward()


def test_a_returned_tensor_is_the_answer_beside_an_expected_value():
    reply = ask(lambda x: 2 * x, (torch.tensor([0.5, 1.0], dtype=torch.float64),))
    got, expected = returned(reply, RIGHT, QUESTION, ())
    assert got[0].tolist() == [1.0, 2.0] and expected is RIGHT
    with pytest.raises(CheckFailed, match="a Python number is needed|PYTHON_NUMBER"):
        returned(ask(lambda: 3.0, ()), RIGHT, QUESTION, ())


def test_a_returned_value_is_matched_with_one_of_any_structure():
    got, expected = returned(ask(lambda: [1, {"a": 2.0}], ()), (1.0, {"a": 3}), QUESTION, ())
    assert [float(part) for part in got] == [1.0, 2.0]
    assert [float(part) for part in expected.values] == [1.0, 3.0]
    with pytest.raises(CheckFailed, match="None"):
        returned(ask(lambda: [1, None], ()), [1, 2], QUESTION, ())


def test_gradients_left_are_those_of_the_leaves_that_came_in():
    args = point(check.leaf([3.0, 4.0], grad=[0.0, 0.0]), torch.tensor([1.0, 2.0], dtype=torch.float64))
    got, expected = grads_left(ask(backward, args), RIGHT, QUESTION, args)
    assert [part.tolist() for part in got] == [[1.0, 2.0]] and expected is RIGHT


def test_a_gradient_that_is_not_there_is_told():
    args = point(check.leaf([3.0, 4.0]), torch.tensor([1.0, 2.0], dtype=torch.float64))
    with pytest.raises(CheckFailed, match="got       .grad is None"):
        grads_left(ask(lambda w, x: None, args), RIGHT, QUESTION, args)
    cleared = ask(lambda w, x: (backward(w, x), setattr(w, "grad", None)), args)
    with pytest.raises(CheckFailed, match="ZERO_TOO_LATE"):
        grads_left(cleared, RIGHT, QUESTION, args)


def test_contents_after_are_those_of_the_leaves_in_lists_too():
    def halve(parameters, factor):
        with torch.no_grad():
            for parameter in parameters:
                parameter *= factor

    args = point([check.leaf([2.0, 4.0]), check.leaf(6.0)], 0.5)
    got, _ = contents_after(ask(halve, args), RIGHT, QUESTION, args)
    assert [part.tolist() for part in got] == [[1.0, 2.0], 3.0]


def test_a_leaf_is_known_by_what_it_was_when_it_came_in():
    args = point(check.leaf(2.0), torch.ones((), dtype=torch.float64))
    reply = ask(lambda w, x: (w.requires_grad_(False), x.requires_grad_(), None)[-1], args)
    ((facts, contents),) = leaves(reply, args)
    assert (float(contents), facts.requires_grad) == (2.0, False)


def test_only_a_leaf_that_requires_grad_is_one():
    leaf = torch.ones((), requires_grad=True)
    assert is_leaf(leaf)
    assert not any(map(is_leaf, (torch.ones(()), 2 * leaf, 1.0, None)))
