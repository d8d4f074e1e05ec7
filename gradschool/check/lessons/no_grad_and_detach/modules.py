"""Check of the gradients in the parameters of modules: which of them get one, and which get none.

Graph facts of the parameters are the word of the process in which the student's code runs.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import torch

from gradschool import oracle
from gradschool.check.core import wording
from gradschool.check.core.arguments import as_inputs, fresh
from gradschool.check.core.ask import Reply
from gradschool.check.core.compare import all_close
from gradschool.check.core.judge import look, settle
from gradschool.check.core.question import Expected, Point, Question, estimated, require_known
from gradschool.check.core.structure import has_none, tensors_of
from gradschool.check.lessons.no_grad_and_detach.stopped import constants_at
from gradschool.diagnose.evidence import Kind, Parts
from gradschool.observe.tensor_facts import Facts

ALSO_REACHED = "The values are wrong, and a gradient reaches {name} too, which must get none: stop that one first."
STOP_IT = "A gradient reaches this parameter: stop it with no_grad, detach() or requires_grad_(False)."


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
    for mistake in (*(mistakes or {}), *([if_reached] if if_reached else [])):
        require_known(mistake)

    def learning_in(point: Point) -> list[str]:
        return [name for name in _parameters(point, fresh(point))[0] if not name.startswith(tuple(stopped))]

    def holding(variant: Callable | None) -> Callable[..., Expected]:
        return lambda *point: _by_parameters(loss, variant, point, learning_in(point))

    question = Question(
        headline=f"{wording.name_of(answer)} does not leave the right gradients in the parameters",
        answer=answer,
        kind=Kind.GRADIENT,
        rtol=rtol,
        labels=learning_in,
        do=do,
        read=read,
    )
    reached: list[tuple[Point, str, torch.Tensor]] = []

    def grads_of_learning(reply: Reply, right, question: Question, point: Point) -> tuple[Parts, Expected]:
        names, parameters = _parameters(point, fresh(point))
        _require_parameters(reply, parameters, question, point)
        tensors_of(reply, [tuple(parameter.shape) for parameter in parameters], question, point)
        found, learning = dict(zip(names, reply.returned, strict=True)), learning_in(point)
        grads = _learnt(found, learning, reply, question, point)
        for name in names:
            if name in learning:
                continue
            if (grad := found[name].grad) is not None:
                reached.append((point, name, grad))
            elif frozen and found[name].requires_grad:
                advice = do or "Switch recording off for that layer's parameters before the loss is computed."
                raise question.failed(
                    point, got=f"{name} requires grad", expected=f"{name} does not require grad", do=advice
                )
        return grads, right

    points = [as_inputs(point, device) for point in at]
    replies, seen = look(question, points, holding(held), grads_of_learning)
    if reached and all_close(question, seen):
        point, name, grad = reached[0]
        raise question.failed(
            point,
            got=f".grad of {name} holds {wording.numbers(grad)}",
            expected=f".grad of {name} is None",
            mistake=if_reached,
            do=do or ("Freeze exactly this layer, before the loss is computed." if frozen else STOP_IT),
        )
    if reached:
        question = replace(question, do=do or ALSO_REACHED.format(name=reached[0][1]))
    else:
        named = {name: _values_of(holding(variant)) for name, variant in (mistakes or {}).items()}
        question = replace(question, counterfactuals=named)
    settle(question, replies, seen)


def _parameters(point: tuple, args: tuple) -> tuple[list[str], list[torch.Tensor]]:
    """Return names and tensors of the parameters of all modules among the arguments."""
    modules = [(built, arg) for built, arg in zip(point, args, strict=True) if isinstance(arg, torch.nn.Module)]
    named = [
        (name if len(modules) == 1 else f"{wording.name_of(built.build)} {name}", parameter)
        for built, module in modules
        for name, parameter in module.named_parameters()
    ]
    return [name for name, _ in named], [parameter for _, parameter in named]


def _by_parameters(loss: Callable, held: Callable | None, point: tuple, learning: list[str]) -> Expected:
    """Return finite differences of the loss by the parameters with these names."""
    args = fresh(point)
    constants = constants_at(held, point) if held else ()
    moving = [parameter for name, parameter in zip(*_parameters(point, args), strict=True) if name in learning]

    def of(*values):
        with torch.no_grad():
            for parameter, value in zip(moving, values, strict=True):
                parameter.copy_(value)
            return loss(*args, *constants)

    return estimated(oracle.gradient(of, *(parameter.detach().clone() for parameter in moving)))


def _values_of(right: Callable[..., Expected]) -> Callable[..., Parts]:
    return lambda *point: right(*point).values


def _require_parameters(reply: Reply, parameters: list, question: Question, point: tuple) -> None:
    """Raise CheckFailed unless the value is a list of that many entries, and if gradients (None) stand in it."""
    value: Any = reply.value
    if not has_none(value) and (type(value) not in (list, tuple) or len(value) != len(parameters)):
        raise question.failed(
            point,
            got=wording.value(value),
            expected=f"a list of the {len(parameters)} parameters",
            do="Return all parameters, as a list: parameters() alone is an iterator, list(…) makes a list of it.",
        )
    if type(value) in (list, tuple) and len(value) == len(parameters) and any(item is None for item in value):
        raise question.failed(
            point,
            got=wording.value(value),
            expected="the parameters themselves",
            do="Return the parameters, not their gradients: the check reads .grad of each.",
        )


def _learnt(found: dict[str, Facts], learning: list[str], reply: Reply, question: Question, point: Point) -> Parts:
    """Return the gradients of the parameters that must learn; raises CheckFailed if one of them has none."""
    grads = []
    for name in learning:
        if (grad := found[name].grad) is not None:
            grads.append(grad)
            continue
        mistake, advice = None, "No gradient reached it: was its output detached, or computed under no_grad?"
        if not found[name].requires_grad:
            advice = "This parameter does not require grad any more, and it is one that must learn."
        elif not reply.backward_passes:
            mistake = "NO_BACKWARD"
        elif any(found[other].grad is not None for other in learning) and not reply.cuts:
            mistake = "DETACHED_TOO_MUCH"
        raise question.failed(
            point,
            got=f".grad of {name} is None",
            expected=f".grad of {name} by {question.source}",
            mistake=mistake,
            do=advice,
        )
    return tuple(grads)
