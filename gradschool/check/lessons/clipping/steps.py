"""Checks of steps that clip: where the parameters end tells where the clipping was done.

A step is judged against one whose gradient comes from finite differences. The order of events in a call is the word
of the process in which the student's code runs; it only tells clipping too late from not clipping at all.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import torch

from gradschool import oracle
from gradschool.check.core import wording
from gradschool.check.core.arguments import fresh, loop_inputs
from gradschool.check.core.judge import Right, Then, look, require_number, settle
from gradschool.check.core.observe import contents_after
from gradschool.check.core.question import Expected, Point, Question, each, exactly
from gradschool.check.lessons.clipping.norms import ENLARGED, RTOL, Gradients, by_norm, by_own_norms, by_value, norm_of
from gradschool.diagnose.from_event_order import cleared_before_use, clipped_after_step
from gradschool.observe.loop_events import STEP

NOT_MOVED = "The parameters that came in hold the same numbers as before: change them in place, or by an optimizer."
NOTHING_TO_USE = "A step is made, and it has no gradient to use, or zeros: what is in .grad at that moment?"
NOT_CLIPPED = "This step uses the gradient as it came: nothing has clipped it when the step is made."
NOT_UNSCALED = "This step uses the gradient of the scaled loss: divide it by the scale, with scaler.unscale_."
UNSCALED_TWICE = "The gradient is divided by the scale twice: scaler.step divides too, unless unscale_ has been called."
NOT_SCALED = (
    "The gradient is divided by the scale once more than it was multiplied: is it scaler.scale(loss) that goes "
    "backward, and is unscale_ the only division?"
)
NOT_FINITE = "A step has used a gradient that is not finite: leave the parameters as they are where the norm is not."
NEW_SCALE = "Call scaler.update() last, and return scaler.get_scale(). It halves after a gradient that was not finite."

# Takes the gradient of the loss, what was in .grad before, max_norm and the scale; returns the gradient for the step.
Use = Callable[[Gradients, Gradients, float, float], Gradients]


def clipped_step(answer, at: Iterable, *, scaled=False, device=None, do=None, read=None):
    """Check that `answer(loss, parameters, learning_rate, max_norm)` makes one step of SGD with the clipped gradient.

    Parameters
    ----------
    answer : callable
        The student's function. It changes the parameters in place.
    at : iterable of tuples
        loss takes the list of parameters, gives one element; parameters is a list of leaves (`leaf`), whose old
        `.grad` must not count; learning_rate and max_norm are numbers.
    scaled : bool
        The call is `answer(loss, parameters, scaler, learning_rate, max_norm)`, where scaler is a
        torch.amp.GradScaler (`made`), and it returns the scale for the next step. Where the loss is not finite, the
        parameters must stay as they were, and the scale is half of what it was.
    device, do, read
        As in `derivative`.

    Names CLIP_PER_PARAMETER, CLIP_BY_VALUE, NO_ZERO_GRAD, CLIP_AFTER_STEP if the order of events shows it too, and
    CLIP_BEFORE_UNSCALE with a scaler. Prints one line, or raises CheckFailed.
    """
    named = USES | (SCALED_USES if scaled else {})
    advised = {NOT_CLIPPED: as_it_came, ENLARGED: always_max_norm} | (
        {NOT_UNSCALED: _scaled, UNSCALED_TWICE: _clipped_and_divided, NOT_SCALED: _divided} if scaled else {}
    )
    question = Question(
        headline=f"{wording.name_of(answer)} is not one step with the clipped gradient",
        answer=answer,
        rtol=RTOL,
        counterfactuals={name: tuple(_stepped(use) for use in uses) for name, uses in named.items()},
        resembles={advice: _stepped(use) for advice, use in advised.items()},
        do=do,
        read=read,
        labels=labels_of_parameters,
    )
    points = [loop_inputs(point, device) for point in at]

    def scales_are_right(replies) -> None:
        about_scale = replace(
            question, headline=f"{wording.name_of(answer)} does not return the scale for the next step"
        )
        for point, reply in zip(points, replies, strict=True):
            scale = _scale_of(point) * (1.0 if _is_finite(point) else 0.5)
            require_number(reply.value, scale, "the scale for the next step", about_scale, point, NEW_SCALE)

    judge_parameters(question, points, _right_step, scales_are_right if scaled else None)


def labels_of_parameters(point: Point) -> list[str]:
    return [f"parameter {k}" for k in range(len(point[1]))]


def judge_parameters(question: Question, points: list[Point], right: Right, then: Then | None) -> None:
    """Judge the parameters after each call; those that did not move, or are not finite, get advice of their own."""
    replies, seen = look(question, points, right, observe=_moved)
    for one in seen:
        if not all(bool(torch.isfinite(part).all()) for part in one.got):
            # such values are the same for every mistake, so that only the order can tell one
            late = all(clipped_after_step(reply.events) for reply in replies)
            raise question.failed(
                one.point,
                got=f"parameters that are not finite: {', '.join(wording.numbers(part) for part in one.got)}",
                expected="finite numbers",
                mistake="CLIP_AFTER_STEP" if late else None,
                do=NOT_FINITE,
            )
    settle(question, replies, seen, then)


def _moved(reply, right, question, point):
    """Observe the parameters after a call; raises CheckFailed if they should have moved and have not."""
    got, right = contents_after(reply, right, question, point)
    old = exactly(fresh(tuple(point[1]))).values
    if all(map(torch.equal, got, old)) and not all(map(torch.equal, right.values, old)):
        raise question.failed(
            point,
            got="parameters as they were",
            expected=", ".join(wording.numbers(value) for value in right.values),
            mistake="ZERO_TOO_LATE" if cleared_before_use(reply.events) else None,
            do=NOTHING_TO_USE if STEP in reply.events else NOT_MOVED,
        )
    return got, right


# What a step makes of the gradient: `clipped` is right, each of the others makes a mistake


def clipped(own, old, max_norm, scale):
    return by_norm(own, max_norm)


def as_it_came(own, old, max_norm, scale):
    return own


def _each(own, old, max_norm, scale):
    return by_own_norms(own, max_norm)


def _cut_off(own, old, max_norm, scale):
    return by_value(own, max_norm)


def _with_the_old(own, old, max_norm, scale):
    return by_norm([was / scale + grad for was, grad in zip(old, own, strict=True)], max_norm)


def always_max_norm(own, old, max_norm, scale):
    return [max_norm * grad / norm_of(own) for grad in own]


def _scaled(own, old, max_norm, scale):
    return [scale * grad for grad in own]


def _divided(own, old, max_norm, scale):
    return by_norm([grad / scale for grad in own], max_norm)


def _clipped_and_divided(own, old, max_norm, scale):
    return [grad / scale for grad in by_norm(own, max_norm)]


def _clipped_while_scaled(own, old, max_norm, scale):
    return by_norm(_scaled(own, old, max_norm, scale), max_norm)


def _clipped_then_unscaled(own, old, max_norm, scale):
    return [grad / scale for grad in _clipped_while_scaled(own, old, max_norm, scale)]


USES = {
    "CLIP_AFTER_STEP": (as_it_came,),
    "CLIP_PER_PARAMETER": (_each,),
    "CLIP_BY_VALUE": (_cut_off,),
    "NO_ZERO_GRAD": (_with_the_old,),
}
SCALED_USES = {"CLIP_BEFORE_UNSCALE": (_clipped_then_unscaled, _clipped_while_scaled)}


def _scale_of(point: tuple) -> float:
    return fresh(point)[2].get_scale() if len(point) == 5 else 1.0


def _is_finite(point: tuple) -> bool:
    loss, parameters = fresh(point)[:2]
    return bool(torch.isfinite(loss(parameters)))


def _gradients(point: tuple):
    """Return finite differences of the loss by each parameter."""
    loss, parameters = fresh(point)[:2]
    return each(oracle.gradient(lambda *values: loss(list(values)), *(parameter.detach() for parameter in parameters)))


def _right_step(*point) -> Expected:
    values = _stepped(clipped)(*point)
    if not _is_finite(point):
        return exactly(values)
    # the factor is at most 1, and has an error of its own
    errors = tuple(2 * point[-2] * estimate.error.cpu() for estimate in _gradients(point))
    return Expected(exactly(values).values, errors)


def _stepped(use: Use) -> Callable:
    """Return what computes the parameters after a step with `use` of the gradient.

    Where the loss is not finite, no step is made.
    """

    def parameters_after(*point):
        parameters = fresh(point)[1]
        if not _is_finite(point):
            return [parameter.detach() for parameter in parameters]
        own = [estimate.value for estimate in _gradients(point)]
        used = use(own, old_gradients(parameters), point[-1], _scale_of(point))
        return [p.detach() - point[-2] * grad for p, grad in zip(parameters, used, strict=True)]

    return parameters_after


def old_gradients(parameters: Sequence) -> Gradients:
    return [torch.zeros_like(p.detach()) if p.grad is None else p.grad for p in parameters]
