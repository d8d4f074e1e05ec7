"""Checks of gradients that are stopped on purpose: updates in place, and values held constant.

Graph facts and version counters of a call are the word of the side on which the student's code runs.
"""

from collections.abc import Callable, Iterable

import torch

from gradschool import oracle
from gradschool.check.core import wording
from gradschool.check.core.arguments import Made, as_inputs, fresh, loop_inputs
from gradschool.check.core.ask import ask
from gradschool.check.core.compare import compare
from gradschool.check.core.judge import all_close, estimated
from gradschool.check.core.question import Expected, Question
from gradschool.check.core.structure import tensors_of
from gradschool.check.general.derivatives import SOURCE
from gradschool.diagnose.evidence import Parts
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
    points, headline = (
        [loop_inputs(point, device) for point in at],
        f"{wording.name_of(answer)} does not update in place",
    )
    question = Question(headline, "value", answer, None, "the formula", (), None, {}, do, read)
    after, expected, unseen = [], [], []
    for point in points:
        places = [place for place, arg in enumerate(point) if isinstance(arg, Made)]
        right, reply = _parts(change(*fresh(point))), ask(answer, point, read)
        before = [fresh(point)[place] for place in places]
        for old, place in zip(before, places, strict=True):
            _require_trainable(reply.inputs[place], question, point)
            if facts(old).version == reply.inputs[place].version:
                unseen.append(point)
        new = tuple(reply.after[place].cpu() for place in places)
        still = all(torch.equal(now, old.detach().cpu()) for now, old in zip(new, before, strict=True))
        if still and unseen and not all(map(torch.equal, new, right)):
            raise question.failed(
                point,
                got="the tensor that came in holds the same numbers as before",
                expected=", ".join(wording.numbers(value) for value in right),
                do=do or ANOTHER_TENSOR,
            )
        after.append(new)
        expected.append(Expected(right, tuple(torch.zeros_like(value) for value in right)))
    if not unseen:
        compare(question, points, after, expected)
        return
    if not all(all_close(new, right, question) for new, right in zip(after, expected, strict=True)):
        compare(question, points, after, expected)
    raise question.failed(
        unseen[0],
        got="the right numbers, and a version counter that has not moved",
        expected="a version counter that has moved",
        mistake="DATA_BYPASS",
    )


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
    points = [as_inputs(point, device) for point in at]
    variants = too_much if isinstance(too_much, tuple) else (too_much,)
    named = dict(mistakes or {})
    if variants:
        named["DETACHED_TOO_MUCH"] = tuple(_gradient_of(variant, held) for variant in variants)
    headline = f"{wording.name_of(answer)} is not the gradient of {wording.name_of(of)}"
    resembles = {NOTHING_HELD: _gradient_of_moving(of, held)}
    question = Question(
        headline, "gradient", answer, None, SOURCE, (torch.float64,), rtol, named, do, read, resembles=resembles
    )
    answers, expected, added = [], [], []
    for point in points:
        expected.append(estimated(oracle.gradient(_with_constants(of, held, point), point[0])))
        reply = ask(answer, point, read)
        answers.append(tensors_of(reply, [tuple(point[0].shape)], question, point))
        added.append(reply.adding_passes)
    compare(question, points, answers, expected, added)


def constants_at(held: Callable, point: tuple) -> tuple[torch.Tensor, ...]:
    """What `held` gives at a point, out of its graph."""
    constants = held(*fresh(point))
    return tuple(one.detach() for one in (constants if isinstance(constants, tuple) else (constants,)))


def _parts(value) -> Parts:
    values = value if isinstance(value, tuple | list) else (value,)
    return tuple(part.detach().to("cpu", torch.float64) for part in values)


def _require_trainable(seen: Facts, question: Question, point: tuple) -> None:
    if not (seen.requires_grad and seen.is_leaf):
        got = "a tensor that does not require grad" if not seen.requires_grad else f"a tensor made by {seen.grad_fn}"
        advice = "An update changes numbers only: leave requires_grad as it was."
        raise question.failed(point, got=got, expected="a leaf that requires grad, as before", do=advice)


def _with_constants(of: Callable, held: Callable, point: tuple) -> Callable:
    """`of` as a function of x alone, with the constants that belong to `point`."""
    constants = constants_at(held, point)
    return lambda x: of(x, *fresh(point[1:]), *fresh(constants))


def _gradient_of(of: Callable, held: Callable) -> Callable:
    return lambda *point: oracle.gradient(_with_constants(of, held, point), point[0]).value


def _gradient_of_moving(of: Callable, held: Callable) -> Callable:
    """The gradient of `of` where what should be constant moves with x."""

    def gradient(x, *data):
        def moving(x):
            constants = held(x, *data)
            return of(x, *data, *(constants if isinstance(constants, tuple) else (constants,)))

        return oracle.gradient(moving, x).value

    return gradient
