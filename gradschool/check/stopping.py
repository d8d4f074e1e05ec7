"""Checks of gradients that are stopped on purpose: updates in place, constants, frozen layers.

Graph facts and version counters of a call are the word of the side on which the student's code runs.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import torch

from gradschool import oracle
from gradschool.check import show
from gradschool.check.ask import Made, Reply, as_inputs, ask, fresh
from gradschool.check.compare import Expected, Question, compare, tensors_of
from gradschool.check.derivatives import SOURCE
from gradschool.check.effort import loop_inputs
from gradschool.diagnose.evidence import Parts
from gradschool.facts import Facts, facts

NOTHING_HELD = "Nothing is held constant here: take the values that are meant to be constants out of the graph."
STOP_IT = "A gradient reaches this parameter: stop it with no_grad, detach() or requires_grad_(False)."
ANOTHER_TENSOR = "Change the tensor that came in, as w -= … does: w = w - … makes another one and leaves it as it was."


def updates_in_place(answer, change, at: Iterable, *, device=None, do=None, read=None):
    """Check that `answer(*args)` changes each leaf among `args`, in place, to the values of `change(*args)`.

    `at` holds tuples of leaves (`check.leaf`) and other arguments, numbers as they are. `change` returns one new
    value for each leaf, a tuple where there are several. The leaf must stay one that requires grad, and its version
    counter must have moved: if only that is wrong, the mistake is DATA_BYPASS. What `answer` returns is not looked
    at. Prints one line, or raises CheckFailed.
    """
    points, headline = [loop_inputs(point, device) for point in at], f"{show.name_of(answer)} does not update in place"
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
        same = all(torch.equal(now, old.detach().cpu()) for now, old in zip(new, before, strict=True))
        if same and unseen and not all(torch.equal(now, value) for now, value in zip(new, right, strict=True)):
            raise question.failed(
                point,
                got="the tensor that came in holds the same numbers as before",
                expected=", ".join(show.numbers(value) for value in right),
                do=do or ANOTHER_TENSOR,
            )
        after.append(new)
        expected.append(Expected(right, tuple(torch.zeros_like(value) for value in right)))
    if not unseen:
        compare(question, points, after, expected)
        return
    if not all(_close(new, right, question) for new, right in zip(after, expected, strict=True)):
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
    headline = f"{show.name_of(answer)} is not the gradient of {show.name_of(of)}"
    resembles = {NOTHING_HELD: _gradient_of_moving(of, held)}
    question = Question(
        headline, "gradient", answer, None, SOURCE, (torch.float64,), rtol, named, do, read, resembles=resembles
    )
    answers, expected, added = [], [], []
    for point in points:
        expected.append(_expected(oracle.gradient(_with_constants(of, held, point), point[0])))
        reply = ask(answer, point, read)
        answers.append(tensors_of(reply, [tuple(point[0].shape)], question, point))
        added.append(reply.adding_passes)
    compare(question, points, answers, expected, added)


def module_gradients(
    answer,
    loss,
    at: Iterable,
    *,
    held=None,
    stopped: Sequence[str] = (),
    frozen=False,
    if_reached=None,
    device=None,
    rtol=None,
    mistakes=None,
    do=None,
    read=None,
):
    """Check the gradients that `answer(*args)` leaves in the parameters of the modules among `args`.

    Parameters
    ----------
    answer : callable
        The student's function. It returns the list of all parameters of its modules, in order.
    loss : callable
        loss(*args, *constants) has one element; its finite differences by the parameters are the right gradients.
    at : iterable of tuples
        Arguments: modules, made with `made`, and tensors.
    held : callable, optional
        held(*args) gives the constants, one tensor or a tuple. They are computed once at each point, and the finite
        differences leave them alone. There are none by default.
    stopped : sequence of str
        Beginnings of the names of parameters that must get no gradient: "2." or, where there are several modules,
        the name of the function that makes one.
    frozen : bool
        Whether the stopped ones must not require grad either.
    if_reached : str, optional
        The mistake of an answer whose only fault is that a stopped parameter has a gradient.
    mistakes : mapping, optional
        Name of a mistake -> what somebody who makes it puts in place of `held`. It is named only while no stopped
        parameter has a gradient.
    device, rtol, do, read
        As in `gradient`.

    Names DETACHED_TOO_MUCH if a parameter that must learn gets no gradient while another one does. Prints one line,
    or raises CheckFailed.
    """
    points = [as_inputs(point, device) for point in at]
    headline = f"{show.name_of(answer)} does not leave the right gradients in the parameters"
    question = Question(headline, "gradient", answer, None, SOURCE, (torch.float64,), rtol, {}, do, read)
    grads, expected, reached = [], [], None
    for point in points:
        names, parameters = _parameters(point, fresh(point))
        reply = ask(answer, point, read)
        _require_parameters(reply, parameters, question, point)
        tensors_of(reply, [tuple(parameter.shape) for parameter in parameters], question, point)
        found = dict(zip(names, reply.returned, strict=True))
        learning = [name for name in names if not name.startswith(tuple(stopped))]
        _require_gradients(found, learning, reply, question, point)
        for name in names:
            if name not in learning and found[name].grad is not None:
                reached = reached or (point, name, found[name].grad)
            elif name not in learning and frozen and found[name].requires_grad:
                advice = do or "Switch recording off for that layer's parameters before the loss is computed."
                raise question.failed(
                    point, got=f"{name} requires grad", expected=f"{name} does not require grad", do=advice
                )
        grads.append(tuple(found[name].grad for name in learning))
        expected.append(_by_parameters(loss, held, point, learning))
    question = replace(question, labels=lambda point: learning)
    if reached is None:
        named = {name: _holding(loss, variant, learning) for name, variant in (mistakes or {}).items()}
        compare(replace(question, counterfactuals=named), points, grads, expected)
        return
    if all(_close(got, right, question) for got, right in zip(grads, expected, strict=True)):
        point, name, grad = reached
        raise question.failed(
            point,
            got=f".grad of {name} holds {show.numbers(grad)}",
            expected=f".grad of {name} is None",
            mistake=if_reached,
            do=do or ("Freeze exactly this layer, before the loss is computed." if frozen else STOP_IT),
        )
    compare(question, points, grads, expected)


def _parts(value) -> Parts:
    values = value if isinstance(value, tuple | list) else (value,)
    return tuple(part.detach().to("cpu", torch.float64) for part in values)


def _expected(found) -> Expected:
    estimates = found if isinstance(found, tuple) else (found,)
    return Expected(tuple(one.value.cpu() for one in estimates), tuple(one.error.cpu() for one in estimates))


def _require_trainable(seen: Facts, question: Question, point: tuple) -> None:
    if not (seen.requires_grad and seen.is_leaf):
        got = "a tensor that does not require grad" if not seen.requires_grad else f"a tensor made by {seen.grad_fn}"
        advice = "An update changes numbers only: leave requires_grad as it was."
        raise question.failed(point, got=got, expected="a leaf that requires grad, as before", do=advice)


def _constants(held: Callable, point: tuple) -> tuple[torch.Tensor, ...]:
    constants = held(*fresh(point))
    return tuple(one.detach() for one in (constants if isinstance(constants, tuple) else (constants,)))


def _with_constants(of: Callable, held: Callable, point: tuple) -> Callable:
    """`of` as a function of x alone, with the constants that belong to `point`."""
    constants = _constants(held, point)
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


def _parameters(point: tuple, args: tuple) -> tuple[list[str], list[torch.Tensor]]:
    """Names and tensors of the parameters of all modules among the arguments."""
    modules = [(built, arg) for built, arg in zip(point, args, strict=True) if isinstance(arg, torch.nn.Module)]
    named = [
        (name if len(modules) == 1 else f"{show.name_of(built.build)} {name}", parameter)
        for built, module in modules
        for name, parameter in module.named_parameters()
    ]
    return [name for name, _ in named], [parameter for _, parameter in named]


def _by_parameters(loss: Callable, held: Callable | None, point: tuple, learning: list[str]) -> Expected:
    """Finite differences of the loss by the parameters with these names."""
    args = fresh(point)
    constants = _constants(held, point) if held else ()
    moving = [parameter for name, parameter in zip(*_parameters(point, args), strict=True) if name in learning]

    def of(*values):
        with torch.no_grad():
            for parameter, value in zip(moving, values, strict=True):
                parameter.copy_(value)
            return loss(*args, *constants)

    return _expected(oracle.gradient(of, *(parameter.detach().clone() for parameter in moving)))


def _holding(loss: Callable, held: Callable, learning: list[str]) -> Callable:
    return lambda *point: _by_parameters(loss, held, point, learning).values


def _require_parameters(reply: Reply, parameters: list, question: Question, point: tuple) -> None:
    """Raise CheckFailed for a list of as many gradients, None among them."""
    value = reply.value
    if type(value) in (list, tuple) and len(value) == len(parameters) and any(item is None for item in value):
        raise question.failed(
            point,
            got=show.value(value),
            expected="the parameters themselves",
            do="Return the parameters, not their gradients: the check reads .grad of each.",
        )


def _require_gradients(
    found: dict[str, Facts], learning: list[str], reply: Reply, question: Question, point: tuple
) -> None:
    """Raise CheckFailed if a parameter that must learn has no gradient."""
    for name in learning:
        if found[name].grad is not None:
            continue
        mistake, advice = None, "No gradient reached it: was its output detached, or computed under no_grad?"
        if not found[name].requires_grad:
            advice = "This parameter does not require grad any more, and it is one that must learn."
        elif not reply.backward_passes:
            mistake = "NO_BACKWARD"
        elif any(found[other].grad is not None for other in learning) and not reply.cuts:
            mistake = "DETACHED_TOO_MUCH"
        raise question.failed(
            point, got=f".grad of {name} is None", expected=f".grad of {name} by {SOURCE}", mistake=mistake, do=advice
        )


def _close(got: Parts, right: Expected, question: Question) -> bool:
    limits = right.allowed(torch.float64, question.rtol)
    rows = zip(got, right.values, limits, strict=True)
    return all(
        part.shape == value.shape and bool(((part.cpu() - value).abs() <= limit).all()) for part, value, limit in rows
    )
