"""Judge an answer at every point: ask, observe, compare, diagnose, say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import torch

from gradschool.check.core import wording
from gradschool.check.core.ask import ask
from gradschool.check.core.compare import compare
from gradschool.check.core.question import Expected, Question
from gradschool.check.core.structure import (
    ONE_NUMBER,
    Mismatch,
    as_number,
    has_none,
    nothing_returned,
    pairs,
    tensors_of,
)
from gradschool.diagnose.evidence import Parts
from gradschool.diagnose.from_observations import unrecorded


def estimated(found) -> Expected:
    """One estimate of the oracle, or a tuple of them, as the right answer at a point."""
    estimates = found if isinstance(found, tuple) else (found,)
    return Expected(tuple(one.value.cpu() for one in estimates), tuple(one.error.cpu() for one in estimates))


def all_close(got: Parts, right: Expected, question: Question) -> bool:
    """True if all parts have the right shapes and values, within the question's tolerance."""
    limits = right.allowed(torch.float64, question.rtol)
    for part, value, limit in zip(got, right.values, limits, strict=True):
        if part.shape != value.shape or not bool(((part.cpu() - value).abs() <= limit).all()):
            return False
    return True


def exactly(tensors: Sequence[torch.Tensor]) -> Expected:
    """Right values that a formula gives, on the CPU in float64."""
    values = tuple(tensor.detach().to("cpu", torch.float64) for tensor in tensors)
    return Expected(values, tuple(torch.zeros_like(value) for value in values))


def require_number(
    got, right: float, what: str, question: Question, point: tuple, do: str, others: Mapping[str, float] | None = None
) -> None:
    """Raise CheckFailed unless the value that an answer returned is the number `right`.

    `others`: advice -> the wrong number that calls for it, in place of `do`.
    """

    def near(number: float, other: float) -> bool:
        return abs(number - other) <= question.rtol * max(1.0, abs(other))

    number = as_number(got)
    if number is None:
        got = f"{wording.value(got)} returned"
        raise question.failed(point, got=got, expected=f"{wording.number(right)}: {what}", do=ONE_NUMBER)
    if not near(number, right):
        fitting = (advice for advice, other in (others or {}).items() if near(number, other))
        raise question.failed(
            point,
            got=f"{wording.number(number)} returned",
            expected=f"{wording.number(right)}: {what}",
            do=next(fitting, do),
        )


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


NOT_RECORDED = "HESSIAN_NO_GRAPH"


def _together(estimates: Sequence) -> Expected:
    return Expected(tuple(e.value.cpu() for e in estimates), tuple(e.error.cpu() for e in estimates))


def _exactly(value: torch.Tensor) -> Expected:
    return Expected((value.cpu(),), (torch.zeros_like(value).cpu(),))


def _judge(question: Question, points: list[tuple], expected: list[Expected], without: Callable | None = None) -> None:
    """Ask at every point, then compare.

    `without`, a function of the arguments of a call, gives the answer in which all is zero that only a recorded pass
    can give; it is a mistake with a name where no call recorded a pass.
    """
    replies = [ask(question.answer, (*question.leading, *point), question.read) for point in points]
    answers = []
    for reply, point, right in zip(replies, points, expected, strict=True):
        answers.append(tensors_of(reply, [tuple(value.shape) for value in right.values], question, point))
    if without is not None and all(map(unrecorded, replies)):
        question = replace(question, counterfactuals=dict(question.counterfactuals) | {NOT_RECORDED: without})
    compare(question, points, answers, expected, [reply.adding_passes for reply in replies])
