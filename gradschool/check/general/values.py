"""Checks of values that are not derivatives: data, and functions against a reference."""

from collections.abc import Callable

import torch

from gradschool.check.core import wording
from gradschool.check.core.ask import as_inputs, ask, fresh
from gradschool.check.core.compare import Expected, Question, compare, nothing_returned
from gradschool.check.core.message import CheckFailed
from gradschool.check.core.structure import Mismatch, has_none, pairs


def value(got, expected, *, name="the answer", rtol=None, do=None, read=None):
    """Check a value that the student computed or predicted.

    Parameters
    ----------
    got, expected : number, bool, str, None, tensor, or list, tuple or dict of them
        A number matches any number (a tensor of shape () too); a tensor matches a tensor of the
        same dtype and shape; lists and tuples match each other; text, bools and None match exactly.
    name : str
        What the message calls the value.
    rtol : float, optional
        Tolerance as a share of the expected value; by default 1e-7, less strict for smaller dtypes.
    do, read : str, optional
        The remedy, and where to read, written "NN · Section title".

    Prints one line if the value agrees; raises CheckFailed if it does not.
    """
    if got is Ellipsis:
        raise CheckFailed(f"{name} is not filled in yet", do="Replace the … in the answer cell.", read=read)
    question = Question(f"{name} is not right", "value", None, None, name, (), rtol, {}, do, read)
    _compare_values(question, [()], [got], [expected])


def equals(answer, reference, at, *, device=None, rtol=None, mistakes=None, do=None, read=None):
    """Check that `answer(*args)` gives the value of `reference` at every point.

    Parameters
    ----------
    answer : callable
        The student's function.
    reference : callable or list
        The right function, with the same arguments, or the right value for each point. Its values
        say what is asked for, by the rules of `value`.
    at : iterable
        The points: one argument or a tuple of them. Python floats are handed over as float64
        tensors of shape (); functions, text and the like as they are.
    device, rtol, mistakes, do, read
        As in `derivative`.

    Prints one line if all points agree; raises CheckFailed if one does not.
    """
    points = [as_inputs(point, device) for point in at]
    headline = f"{wording.name_of(answer)} does not give the right value"
    question = Question(headline, "value", answer, None, "the reference", (), rtol, mistakes or {}, do, read)
    rights = [reference(*fresh(point)) for point in points] if callable(reference) else list(reference)
    against(question, points, rights)


def against(question: Question, points: list[tuple], rights: list, then: Callable[[], None] | None = None) -> None:
    """Ask at every point, then compare with `rights`, one right value for each point; `then` as in `compare`."""
    answers, events = [], []
    for point, right in zip(points, rights, strict=True):
        reply = ask(question.answer, point, question.read)
        if has_none(reply.value) and not has_none(right):
            raise nothing_returned(reply, question, point, wording.value(right))
        answers.append(reply.value)
        events.append(reply.events)
    _compare_values(question, points, answers, rights, events, then)


def _compare_values(question: Question, points: list[tuple], answers: list, rights: list, events=(), then=None) -> None:
    """Compare answers of any structure: what is not a number exactly, the numbers within tolerance."""
    got, expected = [], []
    for point, mine, right in zip(points, answers, rights, strict=True):
        try:
            matched = list(pairs(mine, right))
        except Mismatch as fault:
            details = {"do": fault.do} if fault.do else {}
            raise question.failed(
                point, got=fault.got, expected=fault.wanted, mistake=fault.mistake, **details
            ) from None
        got.append(tuple(_tensor(left) for left, _ in matched))
        values = tuple(_tensor(right).detach().to("cpu", torch.float64) for _, right in matched)
        sizes = [float(value.abs().max()) for value in values if question.one_scale and value.numel()]
        errors = tuple(torch.zeros_like(value) for value in values)
        expected.append(Expected(values, errors, natural=max(sizes, default=0.0)))
    compare(question, points, got, expected, events=events, then=then)


def _tensor(entry) -> torch.Tensor:
    """A number as a float64 tensor (PyTorch's default would round it to float32), a tensor as it is."""
    return entry if isinstance(entry, torch.Tensor) else torch.tensor(entry, dtype=torch.float64)
