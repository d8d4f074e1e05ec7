"""Observe an answer: what a call returned, or what it left in the tensors that it was handed.

Each of these functions takes a reply and what is right at its point. It returns the parts of the answer and the right
parts, which `compare` compares; it raises CheckFailed where there is nothing to compare. What a call left behind is the
word of the process in which the student's code runs.
"""

from collections.abc import Callable

import torch

from gradschool.check.core import wording
from gradschool.check.core.arguments import fresh, tensors_in
from gradschool.check.core.ask import Reply
from gradschool.check.core.question import Expected, Point, Question
from gradschool.check.core.structure import has_none, matched, nothing_returned, tensors_of
from gradschool.diagnose.evidence import Parts
from gradschool.diagnose.from_event_order import cleared_before_use
from gradschool.observe.tensor_facts import Facts

# `right` is what the check computed at the point: an Expected, or a value of any structure
Observe = Callable[[Reply, object, Question, Point], tuple[Parts, Expected]]

NOT_REACHED = (
    "Nothing is left in .grad of the tensor that came in: compute the value from that tensor, not from a copy, "
    "and call backward()."
)


def returned(reply: Reply, right: object, question: Question, point: Point) -> tuple[Parts, Expected]:
    """Observe the value that the call returned.

    If `right` is an Expected, the value must be a tensor of one of the question's dtypes for each of its parts; else
    a value of the structure of `right`.
    """
    if isinstance(right, Expected):
        return tensors_of(reply, [tuple(value.shape) for value in right.values], question, point), right
    if has_none(reply.value) and not has_none(right):
        raise nothing_returned(reply, question, point, wording.value(right))
    return matched(reply.value, right, question, point)


def grads_left(reply: Reply, right: object, question: Question, point: Point) -> tuple[Parts, Expected]:
    """Observe what is in `.grad` of each leaf among the arguments; `right` is an Expected with a part for each."""
    assert isinstance(right, Expected)
    grads = []
    for (seen, _), value in zip(leaves(reply, point), right.values, strict=True):
        if seen.grad is None:
            raise question.failed(
                point,
                got=".grad is None",
                expected=f".grad is {wording.numbers(value)} by {question.source}",
                mistake="ZERO_TOO_LATE" if cleared_before_use(reply.events) else None,
                do=NOT_REACHED,
            )
        grads.append(seen.grad)
    return tuple(grads), right


def contents_after(reply: Reply, right: object, question: Question, point: Point) -> tuple[Parts, Expected]:
    """Observe what each leaf among the arguments holds; `right` is an Expected with a part for each."""
    assert isinstance(right, Expected)
    return tuple(contents.cpu() for _, contents in leaves(reply, point)), right


def leaves(reply: Reply, point: Point) -> list[tuple[Facts, torch.Tensor]]:
    """Return facts and contents, after the call, of the arguments that came in as leaves that require grad."""
    came_in = tensors_in(fresh(point))
    return [part for part, tensor in zip(reply.parts, came_in, strict=True) if is_leaf(tensor)]


def is_leaf(arg: object) -> bool:
    """Return whether `arg` is a leaf that requires grad, as `check.leaf` makes one."""
    return isinstance(arg, torch.Tensor) and arg.is_leaf and arg.requires_grad
