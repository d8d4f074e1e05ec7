"""Checks of gradient descents: the points that a loop passes, compared with reference descents by finite differences.

One reference is the correct loop, the others make one named mistake each. In what order a call did things is the word
of the process in which the student's code runs.
"""

from collections.abc import Callable, Iterable
from inspect import signature
from itertools import islice
from math import inf

import torch

from gradschool import oracle
from gradschool.check.core import wording
from gradschool.check.core.arguments import loop_inputs
from gradschool.check.core.check_failed import CheckFailed
from gradschool.check.core.judge import judge, require
from gradschool.check.core.question import Question
from gradschool.check.core.structure import ONE_NUMBER, as_number, nothing_returned
from gradschool.check.lessons.gradient_descent import reference_descents as descents

SOURCE = "a descent by finite differences"
ALL_ONE_POINT = "Every row is the last point: the list holds one tensor many times. Store a copy: w.detach().clone()."
LATER_ROWS = "Every row but the first is the last point: the list holds one tensor. Append a copy: w.detach().clone()."
FIRST_ROW = "Row 0 is the last point: the loop changes the tensor in it. Store a copy of the start: w.detach().clone()."
STAYS = "Nothing moves. Is the step taken, and does it change the tensor that the value is computed from?"
ONE_GRADIENT = "Each step uses the gradient at the start: compute the value and its gradient anew in every round."
FORGETS = (
    "These steps remember nothing: make v, or the optimizer, before the loop, and see that mu, or make, is used in it."
)
ONE_MINUS_MU = "The gradient is multiplied by 1 - mu here, as in an average; in this rule it is added as it is."
RATE_TWICE = "The learning rate comes in twice: it multiplies v in the step, and not the gradient in v too."
BARE_NUMBER = "Return a tensor where the question asks for one, of shape () too; it needs no graph: w.detach()."
ONE_STEP = "Only the first step is taken: every round starts at the same point again."
ONE_LATE = "The points come one step late: store the start first, then the point after each step."
LOSS_AFTER = "These are the losses after each step: store the loss before the step is taken."
# The most steps for which a rate is tried; a step this many times as long as the first one ends the trial.
TRIAL_STEPS, RUN_AWAY = 40, 1e3
# Below this relative error the answer is the right quantity, measured badly; above it, another quantity.
CLOSE = 0.005


def one_step(answer, of, at: Iterable, *, device=None, rtol=None, mistakes=None, do=None, read=None):
    """Check that `answer(of, w, learning_rate)` is w − learning_rate · gradient of `of` at w, a float64 tensor like w.

    of : callable
        Takes one float64 tensor, gives one element.
    at : iterable of pairs (w, learning_rate)
        w: a tensor, or a list of numbers.
    device, rtol, mistakes, do, read
        As in `derivative`. Names SIGN_FLIPPED.
    """

    def last_point(feed):
        return lambda of, w, learning_rate: list(descents.walk(of, (w,), descents.plain(learning_rate), 1, feed))[-1][0]

    question = _question(
        f"{wording.name_of(answer)} is not one step downhill on {wording.name_of(of)}",
        answer,
        counterfactuals=_named(last_point, {"SIGN_FLIPPED": (descents.uphill,)}, mistakes),
        resembles={
            "This is the gradient: the step starts at w.": lambda of, w, rate: descents.gradients_of(of)((w,))[0],
            "The learning rate does not come in.": lambda of, w, rate: w - descents.gradients_of(of)((w,))[0],
        },
        rtol=rtol,
        do=do,
        read=read,
    )
    judge(question, [(of, *_inputs(point, device)) for point in at], last_point(descents.right))


def path(answer, of, at: Iterable, *, rule=None, device=None, rtol=None, mistakes=None, do=None, read=None):
    """Check that `answer(of, w, *settings, steps)` is the path of a descent: the start, and the point after each step.

    Parameters
    ----------
    answer : callable
        The student's function; returns a float64 tensor of shape (steps + 1, *w.shape), the start first.
    of : callable
        What to descend on: takes one float64 tensor like w, gives one element.
    at : iterable of tuples (w, *settings, steps)
        w: a tensor, or a list of numbers. settings: what `rule` takes. steps: an int.
    rule : callable
        `plain` (the default: a learning rate), `with_momentum` or `by_optimizer`.
    device, rtol, mistakes, do, read
        As in `derivative`.

    Names SIGN_FLIPPED, NO_ZERO_GRAD, ZERO_TOO_LATE, STEP_BEFORE_BACKWARD and REBOUND_LEAF, the last three only where
    the order of events shows them too. Prints one line, or raises CheckFailed.
    """
    rule = rule or descents.plain

    def walked(feed, rule=rule):
        def whole(of, w, *settings):
            return torch.stack(
                [params[0] for params in descents.walk(of, (w,), rule(*settings[:-1]), settings[-1], feed)]
            )

        return whole

    def forgetful(*settings):
        return lambda params, grads: rule(*settings)(params, grads)

    right = walked(descents.right)
    resembles = {
        STAYS: walked(descents.none),
        ONE_GRADIENT: walked(descents.first_always),
        FORGETS: walked(descents.right, forgetful),
        ALL_ONE_POINT: lambda *args: right(*args)[-1:].expand(args[-1] + 1, *args[1].shape),
        LATER_ROWS: lambda *args: right(*args)[[0] + [-1] * args[-1]],
        FIRST_ROW: lambda *args: right(*args)[[-1, *range(1, args[-1] + 1)]],
        ONE_STEP: lambda *args: right(*args)[[0] + [1] * args[-1]],
        ONE_LATE: lambda *args: torch.cat([args[1][None], right(*args)[:-1]]),
    }
    if rule is descents.with_momentum:
        resembles[ONE_MINUS_MU] = walked(descents.right, lambda lr, mu: rule((1 - mu) * lr, mu))
        resembles[RATE_TWICE] = walked(descents.right, lambda lr, mu: rule(lr * lr, mu))
    question = _question(
        f"{wording.name_of(answer)} is not the path of the descent on {wording.name_of(of)}",
        answer,
        counterfactuals=_named(walked, descents.FEEDS, mistakes),
        resembles=resembles,
        rtol=rtol,
        do=do,
        read=read,
    )
    judge(question, [(of, *_inputs(point, device)) for point in at], right)


def fit(answer, loss, start, at: Iterable, *, instead=None, device=None, rtol=None, mistakes=None, do=None, read=None):
    """Check that `answer(*data, learning_rate, steps)` trains: it returns (*parameters, losses) of the right descent.

    loss : callable
        loss(*parameters, *data), one element. A step is parameter − learning_rate · gradient, for each of them.
    start : callable
        start(*data): the parameters before the first step, a tuple of float64 tensors.
    at : iterable of tuples (*data, learning_rate, steps)
    instead : mapping, optional
        Advice -> the loss that somebody goes down who needs that advice.
    device, rtol, mistakes, do, read
        As in `path`, and the same mistakes are named.

    The answer is a tuple: each parameter after the last step, and a float64 tensor of shape (steps,) with the loss
    before each step.
    """
    points = [_inputs(point, device) for point in at]
    count = len(start(*points[0][:-2]))
    names = [*list(signature(loss).parameters)[:count], "losses"]

    def trained(feed, after=0, loss=loss):
        def run(*args):
            *data, learning_rate, steps = args
            of = _with(loss, data)
            reached = list(descents.walk(of, start(*data), descents.plain(learning_rate), steps, feed))
            return (*reached[-1], torch.stack([of(*p).detach() for p in reached[after : after + steps]]))

        return run

    named = _named(trained, descents.FEEDS, {})
    named["NO_ZERO_GRAD"] += tuple(trained(descents.summed_only(place)) for place in range(count))
    # in the order step, clear, loss, backward the loss is computed after the step
    named["STEP_BEFORE_BACKWARD"] += (trained(descents.late, after=1),)
    named |= mistakes or {}
    resembles = {
        LOSS_AFTER: trained(descents.right, after=1),
        STAYS: trained(descents.none),
        ONE_GRADIENT: trained(descents.first_always),
    }
    resembles |= {advice: trained(descents.right, loss=other) for advice, other in (instead or {}).items()}
    resembles |= {f"{name} never moves: step it too.": trained(descents.still(k)) for k, name in enumerate(names[:-1])}
    question = _question(
        f"{wording.name_of(answer)} does not give what the descent gives",
        answer,
        counterfactuals=named,
        resembles=resembles,
        rtol=rtol,
        do=do,
        read=read,
        labels=lambda point: [f"part {k} ({name})" for k, name in enumerate(names)],
    )
    try:
        judge(question, points, trained(descents.right))
    except CheckFailed as failure:
        if failure.mistake != "PYTHON_NUMBER":
            raise
        # the mistake's text speaks of a graph, and this answer needs none
        raise failure.unnamed(BARE_NUMBER, read) from None


def stable_rate(answer, of, at: Iterable, *, rtol=1e-3, device=None, do=None, read=None):
    """Check that `answer(of, w)` is 2 / L, the learning rate below which the descent on a quadratic settles.

    L is the largest curvature of `of`: the largest eigenvalue of its Hessian at w, by finite differences. `of` takes
    a float64 tensor of shape (n,), gives one element, and is a quadratic function. `at` holds points w. The answer is
    one number, right to a share of `rtol`. If it is too large, a descent by finite differences is run with it; if its
    steps grow, the mistake is LR_TOO_LARGE. Source: Nocedal and Wright, Numerical Optimization, §3.3.
    """
    name = wording.name_of(answer)
    headline = f"{name} is not the largest stable learning rate of {wording.name_of(of)}"
    question = Question(headline=headline, answer=answer, do=do, read=read)

    def another_rate(reply, point):
        _, w = point
        if reply.value is None:
            return nothing_returned(reply, question, point, "one number")
        rate = as_number(reply.value)
        if rate is None:
            return question.failed(point, got=wording.value(reply.value), expected="one number", do=ONE_NUMBER)
        right = 2 / float(torch.linalg.eigvalsh(oracle.hessian(of, w).value)[-1])
        if abs(rate - right) <= rtol * right:
            return None
        growth = _growth(of, w, rate) if right < rate < RUN_AWAY * right else 0.0
        return _not_stable_rate(question, point, rtol, rate, right, growth)

    points = [(of, *_inputs((w,), device)) for w in at]
    count = f"{len(points)} point" + ("s" if len(points) != 1 else "")
    says = f"{name} is the largest stable learning rate of {wording.name_of(of)}, asked at {count}"
    require(question, points, another_rate, says)


def _question(headline: str, answer, **details) -> Question:
    """Return a question about a descent: the first wrong entry of a path is shown."""
    return Question(headline=headline, answer=answer, source=SOURCE, in_order=True, **details)


def _with(loss: Callable, data: list) -> Callable:
    return lambda *params: loss(*params, *data)


def _named(make: Callable, feeds: dict, mistakes) -> dict:
    """Return what somebody with each mistake would answer, made by `make(feed)`, and the question's own mistakes."""
    return {name: tuple(make(feed) for feed in several) for name, several in feeds.items()} | (mistakes or {})


def _inputs(point: tuple, device) -> tuple:
    """Return a point's arguments: a list of numbers becomes a tensor, numbers and functions stay as they are."""
    tensors = [torch.tensor(arg, dtype=torch.float64) if type(arg) is list else arg for arg in point]
    return loop_inputs(tuple(tensors), device)


def _growth(of: Callable, w: torch.Tensor, rate: float) -> float:
    """Return by what factor steps near w grow on average, in the direction of the largest curvature."""
    direction = torch.linalg.eigh(oracle.hessian(of, w).value).eigenvectors[:, -1]
    # at one of the two points, at least, the slope in that direction is not zero
    slopes = {sign: float(descents.gradients_of(of)((w + sign * direction,))[0] @ direction) for sign in (1, -1)}
    before, lengths = w + max(slopes, key=lambda sign: abs(slopes[sign])) * direction, []
    for (after,) in islice(
        descents.walk(of, (before,), descents.plain(rate), TRIAL_STEPS, descents.right),
        1,
        None,
    ):
        lengths.append(abs(float((after - before) @ direction)))
        before = after
        if lengths[-1] > RUN_AWAY * lengths[0]:
            break
    return (lengths[-1] / lengths[0]) ** (1 / (len(lengths) - 1))


def _not_stable_rate(
    question: Question, point: tuple, share: float, rate: float, right: float, growth: float
) -> CheckFailed:
    """Return the error for a rate that is off by more than `share`; `growth` of its steps as `_growth` measures it."""
    expected = f"{wording.number(right)} ± {wording.number(share * right, 2)}: 2 / L, with L by finite differences"
    got, off = wording.number(rate), abs(rate / right - 1)
    if off < CLOSE:
        do = f"Close: wrong by {off:.2%}, and {share:.2%} is allowed. Measure with more steps, or compute it."
    elif rate == inf:
        do = "The curvature came out as 0: are both gradients the same tensor? A second backward pass adds to .grad."
    elif any(abs(rate - k / right) <= share * rate for k in (2, 1)):
        do = "This is the largest curvature L, or half of it: the threshold is 2 / L."
    elif growth > 1:
        got += f", with which each step is {growth:.4g} times as long as the last"
        return question.failed(point, got=got, expected=expected, mistake="LR_TOO_LARGE")
    elif 0 < rate < right:
        do = "With this rate the descent settles, but so it does with a larger one."
    else:
        do = "Such a rate lets no descent settle: it is above 0, and a plain number."
    return question.failed(point, got=got, expected=expected, do=question.do or do)
