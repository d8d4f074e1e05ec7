"""Checks of clipping: norms of gradients, and gradients clipped by norm.

Parameters are handed over as leaves made anew for each call (`leaf`). What their `.grad` holds afterwards is the word
of the process in which the student's code runs. The formula is that of `torch.nn.utils.clip_grad_norm_`; a test
compares the two.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

import torch

from gradschool.check.core import wording
from gradschool.check.core.arguments import fresh, loop_inputs
from gradschool.check.core.judge import judge, require_number
from gradschool.check.core.question import Question, exactly

# PyTorch adds 1e-6 to the norm. An answer may or may not: the norms at our points are so large that both pass.
RTOL = 1e-5
SOURCE = "clip_grad_norm_"
NO_ROOT = "These are the squares added up: take the square root at the end."
NORMS_ADDED = "These are the norms added up: add their squares, and take the square root at the end."
OF_VALUES = "This is the norm of the parameters themselves: read each .grad."
ENLARGED = "A gradient that is short already was made longer: the factor is never more than 1."
COSINE = "Divide the sum of all products of entries, before times after, by both norms, over all groups together."
NO_COPY = (
    "A cosine of 1 says that nothing has turned. Either your gradient from before is the same tensor as that from "
    "after, which clipping changes in place (torch.cat copies, a list of p.grad does not), or you compared each group "
    "on its own."
)
ANGLE = "This is the angle itself, in radians: return its cosine."
NOT_DIVIDED = "This is the dot product: divide it by both norms."
UNCHANGED = (
    "These are the gradients as they came: is the factor 1? (clip_grad_norm_ changes nothing here: it takes parameters "
    "and clips what is in their .grad, where these tensors have nothing.)"
)
SQUARED_NORM = "The factor is made with the square of the norm: take the root first."
NORMS_IN_FACTOR = "The factor is made with the sum of the norms: add their squares, and take the root."
ONE_FOR_ALL = "This is one norm over all groups: here each group is clipped by the norm of its own."

Gradients = list[torch.Tensor]


def norm_of(gradients: Iterable[torch.Tensor]) -> torch.Tensor:
    """Return the global norm: the root of the sum of the squares of all entries, shape ()."""
    return torch.stack([gradient.square().sum() for gradient in gradients]).sum().sqrt()


def by_norm(gradients: Gradients, max_norm: float) -> Gradients:
    """Return all gradients times min(1, max_norm / (global norm + 1e-6)), as `clip_grad_norm_` makes them."""
    factor = (max_norm / (norm_of(gradients) + 1e-6)).clamp(max=1.0)
    return [gradient * factor for gradient in gradients]


def by_own_norms(gradients: Gradients, max_norm: float) -> Gradients:
    """Return each gradient clipped by its own norm: CLIP_PER_PARAMETER."""
    return [clipped for gradient in gradients for clipped in by_norm([gradient], max_norm)]


def by_value(gradients: Gradients, max_norm: float) -> Gradients:
    """Return the gradients with each entry cut off at ±max_norm: CLIP_BY_VALUE."""
    return [gradient.clamp(-max_norm, max_norm) for gradient in gradients]


def gradient_norm(answer, at: Iterable, *, device=None, do=None, read=None):
    """Check that `answer(parameters)` is the global norm of their gradients, and leaves each `.grad` as it was.

    `at` holds lists of leaves (`leaf`). One whose `.grad` is None counts for nothing. The answer is one number, a
    Python number or a tensor of shape ().
    """
    question = Question(
        headline=f"{wording.name_of(answer)} is not the global norm of the gradients",
        answer=answer,
        source="the formula",
        rtol=RTOL,
        resembles={
            NO_ROOT: lambda parameters: norm_of(grads_in(parameters)) ** 2,
            NORMS_ADDED: lambda parameters: sum(norm_of([grad]) for grad in grads_in(parameters)),
            OF_VALUES: lambda parameters: norm_of([parameter.detach() for parameter in fresh(tuple(parameters))]),
        },
        do=do,
        read=read,
    )
    points = [loop_inputs((list(parameters),), device) for parameters in at]

    def gradients_unchanged(replies) -> None:
        about_gradients = replace(
            question, headline=f"{wording.name_of(answer)} changes the gradients that it measures"
        )
        for point, reply in zip(points, replies, strict=True):
            before = [parameter.grad for parameter in fresh(tuple(point[0]))]
            after = [facts.grad for facts, _ in reply.parts]
            if not all(_same(now, old) for now, old in zip(after, before, strict=True)):
                raise about_gradients.failed(
                    point,
                    got="the right norm, and gradients that are no longer what they were",
                    expected="every .grad as it was",
                    do="Measure only: nothing is to be clipped or cleared here.",
                )

    judge(question, points, lambda parameters: float(norm_of(grads_in(parameters))), then=gradients_unchanged)


def clipped_gradients(answer, at: Iterable, *, device=None, do=None, read=None):
    """Check that `answer(gradients, max_norm)` is the list of these gradients, clipped by their global norm.

    `at` holds pairs: a list of float64 tensors, and a number. Names CLIP_PER_PARAMETER and CLIP_BY_VALUE.
    """
    question = Question(
        headline=f"{wording.name_of(answer)} does not give what {SOURCE} makes of the gradients",
        answer=answer,
        source=SOURCE,
        rtol=RTOL,
        counterfactuals={"CLIP_PER_PARAMETER": by_own_norms, "CLIP_BY_VALUE": by_value},
        resembles={
            UNCHANGED: lambda gradients, max_norm: gradients,
            ENLARGED: _always,
            SQUARED_NORM: lambda gradients, max_norm: _times(gradients, max_norm / norm_of(gradients) ** 2),
            NORMS_IN_FACTOR: lambda gradients, max_norm: _times(
                gradients, max_norm / sum(norm_of([gradient]) for gradient in gradients)
            ),
        },
        do=do,
        read=read,
    )
    judge(question, [loop_inputs(point, device) for point in at], lambda *args: by_norm(*fresh(args)))


def clipped_groups(answer, at: Iterable, *, device=None, do=None, read=None):
    """Check that `answer(groups, max_norm)` clips each group by the norm of its own, and returns a cosine.

    `at` holds pairs: a list of lists of leaves with gradients (`leaf`), and a number. Judged are every `.grad` after
    the call, and the answer: the cosine of the angle between the whole gradient before the call and after it. Names
    CLIP_PER_PARAMETER and CLIP_BY_VALUE.
    """
    variants = {"CLIP_PER_PARAMETER": by_own_norms, "CLIP_BY_VALUE": by_value}
    question = Question(
        headline=f"{wording.name_of(answer)} does not clip each group by the norm of its own",
        answer=answer,
        source="the formula",
        rtol=RTOL,
        counterfactuals={name: partial(_in_groups, clip) for name, clip in variants.items()},
        resembles={ONE_FOR_ALL: lambda groups, max_norm: by_norm(grads_in(sum(groups, [])), max_norm)},
        do=do,
        read=read,
        labels=lambda point: [
            f".grad of parameter {k} of group {g}" for g, n in enumerate(point[0]) for k in range(len(n))
        ],
    )
    points = [loop_inputs(point, device) for point in at]

    def every_gradient(reply, right, question, point):
        if any(facts.grad is None for facts, _ in reply.parts):
            raise question.failed(point, got="a .grad that is None", expected="the clipped gradient in every .grad")
        return tuple(facts.grad for facts, _ in reply.parts), right

    def cosines_are_right(replies) -> None:
        about_cosine = replace(question, headline=f"{wording.name_of(answer)} does not return the cosine")
        for point, reply in zip(points, replies, strict=True):
            before, after = grads_in(sum(point[0], [])), _in_groups(by_norm, *point)
            product = sum((old * new).sum() for old, new in zip(before, after, strict=True))
            right = product / (norm_of(before) * norm_of(after))
            others = {NO_COPY: 1.0, ANGLE: float(right.acos()), NOT_DIVIDED: float(product)}
            require_number(reply.value, float(right), "the cosine", about_cosine, point, COSINE, others)

    judge(question, points, lambda *args: exactly(_in_groups(by_norm, *args)), every_gradient, cosines_are_right)


def _always(gradients: Gradients, max_norm: float) -> Gradients:
    return [gradient * max_norm / (norm_of(gradients) + 1e-6) for gradient in gradients]


def _times(gradients: Gradients, factor: torch.Tensor) -> Gradients:
    return [gradient * factor.clamp(max=1.0) for gradient in gradients]


def grads_in(parameters: Sequence) -> Gradients:
    """Return the gradients of parameters, which are leaves or still to be made (`leaf`); None is left out."""
    return [parameter.grad for parameter in fresh(tuple(parameters)) if parameter.grad is not None]


def _in_groups(clip: Callable[[Gradients, float], Gradients], groups: Sequence, max_norm: float) -> Gradients:
    """Return all gradients as a call leaves them that clips each group by `clip`."""
    return [gradient for group in groups for gradient in clip(grads_in(group), max_norm)]


def _same(now: torch.Tensor | None, old: torch.Tensor | None) -> bool:
    return now is old is None or (now is not None and old is not None and torch.equal(now, old))
