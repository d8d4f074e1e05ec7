"""Checks of gradients that are stopped on purpose: updates in place, and values held constant.

Graph facts and version counters after a call are the word of the process in which the student's code runs.
"""

from collections.abc import Callable, Iterable

import torch

from gradschool import oracle
from gradschool.check.core import wording
from gradschool.check.core.arguments import as_inputs, fresh, loop_inputs, tensors_in
from gradschool.check.core.judge import judge
from gradschool.check.core.observe import contents_after, is_leaf, leaves
from gradschool.check.core.question import Point, Question, estimated, exactly
from gradschool.diagnose.evidence import Kind
from gradschool.observe.tensor_facts import Facts, facts

NOTHING_HELD = "Nothing is held constant here: take the values that are meant to be constants out of the graph."
ANOTHER_TENSOR = "Change the tensor that came in, as w -= … does: w = w - … makes another one and leaves it as it was."


def updates_in_place(answer, change, at: Iterable, *, device=None, do=None, read=None):
    """Check that `answer(*args)` changes each leaf among `args`, in place, to the values of `change(*args)`.

    `at` holds tuples of leaves (`check.leaf`) and other arguments, numbers as they are. `change` returns one new
    value for each leaf, a tuple where there are several. The leaf must stay one that requires grad, and its version
    counter must have moved: if only that is wrong, the mistake is DATA_BYPASS. What `answer` returns is not looked
    at. Prints one line, or raises CheckFailed.
    """
    question = Question(
        headline=f"{wording.name_of(answer)} does not update in place",
        answer=answer,
        source="the formula",
        do=do,
        read=read,
    )
    unseen: list[Point] = []

    def new_values(*args):
        values = change(*fresh(args))
        return exactly(values if isinstance(values, tuple | list) else (values,))

    def updated(reply, right, question, point):
        before = [tensor for tensor in tensors_in(fresh(point)) if is_leaf(tensor)]
        after, behind = leaves(reply, point), False
        for old, (seen, _) in zip(before, after, strict=True):
            _require_trainable(seen, question, point)
            behind = behind or facts(old).version == seen.version
        got, right = contents_after(reply, right, question, point)
        same = all(torch.equal(now, old.detach().cpu()) for now, old in zip(got, before, strict=True))
        if behind and same and not all(map(torch.equal, got, right.values)):
            raise question.failed(
                point,
                got="the tensor that came in holds the same numbers as before",
                expected=", ".join(wording.numbers(value) for value in right.values),
                do=do or ANOTHER_TENSOR,
            )
        if behind:
            unseen.append(point)
        return got, right

    def seen_by_autograd(replies):
        if unseen:
            raise question.failed(
                unseen[0],
                got="the right numbers, and a version counter that has not moved",
                expected="a version counter that has moved",
                mistake="DATA_BYPASS",
            )

    judge(question, [loop_inputs(point, device) for point in at], new_values, updated, seen_by_autograd)


def stopped_gradient(
    answer, of, held, at: Iterable, *, too_much=(), device=None, rtol=None, mistakes=None, do=None, read=None
):
    """Check that `answer(x, *data)` is the gradient by x of a function in which some values are held constant.

    Parameters
    ----------
    answer : callable
        The student's function: takes x, a float64 tensor, and data; returns the gradient by x alone.
    of : callable
        The function that is meant: of(x, *data, *constants), with one element.
    held : callable
        held(x, *data) gives the constants, one tensor or a tuple. They are computed once at each point, and the
        finite differences by x leave them alone.
    too_much : callable or tuple of them
        Functions with the arguments of `of` that somebody differentiates who holds more constant than is meant: the
        mistake is DETACHED_TOO_MUCH.
    at, device, rtol, mistakes, do, read
        As in `gradient`.
    """
    variants = too_much if isinstance(too_much, tuple) else (too_much,)
    named = dict(mistakes or {})
    if variants:
        named["DETACHED_TOO_MUCH"] = tuple(_gradient_of(variant, held) for variant in variants)
    question = Question(
        headline=f"{wording.name_of(answer)} is not the gradient of {wording.name_of(of)}",
        answer=answer,
        kind=Kind.GRADIENT,
        rtol=rtol,
        counterfactuals=named,
        resembles={NOTHING_HELD: _gradient_of_moving(of, held)},
        do=do,
        read=read,
    )

    def right(*point):
        return estimated(oracle.gradient(_with_constants(of, held, point), point[0]))

    judge(question, [as_inputs(point, device) for point in at], right)


def constants_at(held: Callable, point: tuple) -> tuple[torch.Tensor, ...]:
    """Return the constants that `held` gives at a point, detached."""
    constants = held(*fresh(point))
    return tuple(one.detach() for one in (constants if isinstance(constants, tuple) else (constants,)))


def _require_trainable(seen: Facts, question: Question, point: tuple) -> None:
    if not (seen.requires_grad and seen.is_leaf):
        got = "a tensor that does not require grad" if not seen.requires_grad else f"a tensor made by {seen.grad_fn}"
        advice = "An update changes numbers only: leave requires_grad as it was."
        raise question.failed(point, got=got, expected="a leaf that requires grad, as before", do=advice)


def _with_constants(of: Callable, held: Callable, point: tuple) -> Callable:
    """Return `of` as a function of x with the constants that belong to `point`."""
    constants = constants_at(held, point)
    return lambda x: of(x, *fresh(point[1:]), *fresh(constants))


def _gradient_of(of: Callable, held: Callable) -> Callable:
    return lambda *point: oracle.gradient(_with_constants(of, held, point), point[0]).value


def _gradient_of_moving(of: Callable, held: Callable) -> Callable:
    """Return the gradient of `of` where what should be constant moves with x."""

    def gradient(x, *data):
        def moving(x):
            constants = held(x, *data)
            return of(x, *data, *(constants if isinstance(constants, tuple) else (constants,)))

        return oracle.gradient(moving, x).value

    return gradient
