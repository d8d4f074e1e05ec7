"""Checks of what a student does with a reverse-mode engine.

The student's function takes and returns functions, plain data and numbers, never a value of the engine itself.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import torch

from gradschool import oracle
from gradschool.check.core import wording
from gradschool.check.core.arguments import as_inputs
from gradschool.check.core.check_failed import CheckFailed
from gradschool.check.core.judge import Right, judge
from gradschool.check.core.question import Point, Question, each


def engine_rows(answer, of: Callable, at: Iterable[tuple], *, engine: type, do=None, read=None):
    """Check that `answer(of, *numbers)` gives the gradients of several results of one graph.

    Parameters
    ----------
    answer : callable
        The student's function: returns a list with one list for each result of `of`, of one number
        for each input.
    of : callable
        Takes one value for each input and returns a list of values. It computes with +, -, *, powers
        and methods that the engine and tensors share, so that finite differences can judge it.
    at : iterable
        The points: tuples of Python floats, handed over as they are.
    engine : type
        The engine's class: engine(number) is an input, and its values have `.backward()`, which adds
        to `.grad` and clears nothing, and `.parents`. It serves to tell ENGINE_STALE_GRAD.
    do, read
        As in `derivative`.

    Prints one line if all agree; raises CheckFailed if one does not.
    """

    def stacked(*inputs):
        return torch.stack(list(of(*inputs)))

    def right(of, *numbers):
        columns = each(oracle.jacobian(stacked, *as_inputs(numbers)))
        return [list(row) for row in zip(*(column.value.tolist() for column in columns), strict=True)]

    def labels(point):
        outputs, inputs = len(of(*as_inputs(point[1:]))), len(point) - 1
        return [f"row {row}, entry {column}" for row in range(outputs) for column in range(inputs)]

    question = Question(
        headline=f"{wording.name_of(answer)} does not give the gradients of {wording.name_of(of)}",
        answer=answer,
        counterfactuals={"ENGINE_STALE_GRAD": tuple(_stale(engine, cleared) for cleared in _CLEARED)},
        do=do,
        read=read,
        labels=labels,
        one_scale=True,
    )
    _judge_values(question, [(of, *numbers) for numbers in at], right)


NO_VALUE = "The engine computes with Values: hand over or return a Value, not a plain number."


def _judge_values(question: Question, points: list[Point], right: Right) -> None:
    """Judge; if the answer is a plain number, say that one of the engine's values was expected."""
    try:
        judge(question, points, right)
    except CheckFailed as failure:
        if failure.mistake != "PYTHON_NUMBER":
            raise
        raise failure.unnamed(NO_VALUE, question.read) from failure.__cause__


# What somebody clears before a backward pass: nothing, too little, or only what that pass reaches.
_CLEARED: tuple[Callable[[list, Any], list], ...] = (
    lambda inputs, output: [],
    lambda inputs, output: inputs,
    lambda inputs, output: [value for value in _values_behind(output) if value not in inputs],
    lambda inputs, output: _values_behind(output),
)


def _stale(engine: type, cleared: Callable) -> Callable:
    def rows(of, *numbers):
        inputs = [engine(number) for number in numbers]
        found = []
        for output in of(*inputs):
            for value in cleared(inputs, output):
                value.grad = 0.0
            output.backward()
            found.append([value.grad for value in inputs])
        return found

    return rows


def _values_behind(output) -> list:
    """Return the output and every value that it was computed from."""
    found, waiting = {output: None}, [output]
    while waiting:
        new = [value for value in waiting.pop().parents if value not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return list(found)


def operation(answer, of: Iterable[Callable], stands_for: Callable, at: Iterable[tuple], *, do=None, read=None):
    """Check an operation that a student added to an engine, by what the engine makes of it.

    Parameters
    ----------
    answer : callable
        The student's function: answer(f, *numbers) computes f(operation, *values) with the engine and
        returns its value, then its derivative by each number: a tuple of Python numbers.
    of : iterable of callables
        The functions f. They take the operation, then as many values as the operation does, and
        compute with what the engine and tensors share.
    stands_for : callable
        The operation on tensors of shape (), such as torch.pow.
    at : iterable
        The points: tuples of Python floats, handed over as they are.
    do, read
        As in `derivative`.

    An answer that passes no gradient on to one of the operation's inputs is told which.
    Prints one line for each function if all agree; raises CheckFailed if one does not.
    """

    def right(f, *numbers):
        def plain(*inputs):
            return f(stands_for, *inputs)

        inputs = as_inputs(numbers)
        slopes = each(oracle.gradient(plain, *inputs))
        return (float(plain(*inputs)), *(float(slope.value) for slope in slopes))

    at = [tuple(numbers) for numbers in at]
    for f in of:
        inputs = range(len(at[0]))
        labels = ["the value", *(f"derivative by input {k + 1}" for k in inputs)]
        question = Question(
            headline=f"{wording.name_of(answer)} is not right for {wording.name_of(f)}",
            answer=answer,
            resembles={_NO_EDGE.format(k + 1): _cut(stands_for, k) for k in inputs} if len(inputs) > 1 else {},
            do=do,
            read=read,
            labels=partial(_same_at_every_point, labels),
            one_scale=True,
        )
        _judge_values(question, [(f, *numbers) for numbers in at], right)


def _same_at_every_point(labels: list[str], point: Point) -> list[str]:
    return labels


_NO_EDGE = "No gradient flows back to input {0} of your operation: make it a parent, with a slope of its own."


def _cut(stands_for: Callable, k: int) -> Callable:
    """Return what is answered with an engine whose operation passes no gradient on to its input k."""

    def operation(*inputs):
        return stands_for(*(value.detach() if place == k else value for place, value in enumerate(inputs)))

    def answer(f, *numbers):
        inputs = [value.requires_grad_() for value in as_inputs(numbers)]
        value = f(operation, *inputs)
        slopes = torch.autograd.grad(value, inputs, allow_unused=True, materialize_grads=True)
        return [float(value.detach()), *map(float, slopes)]

    return answer
