"""Checks of what autograd recorded: kinds of tensors, gradients that are kept, nodes of a graph.

Here the graph is the lesson, so these checks look at graph facts and not only at values. What the student's
own tensors say of themselves (`keeps_grad`) is the word of the side on which the student's code runs.
"""

from collections.abc import Iterable
from dataclasses import replace

import torch

from gradschool import oracle
from gradschool.check.core import wording
from gradschool.check.core.arguments import as_inputs, fresh
from gradschool.check.core.ask import Reply, ask
from gradschool.check.core.compare import compare
from gradschool.check.core.message import CheckFailed, clip
from gradschool.check.core.question import RTOL, Expected, Question
from gradschool.check.core.structure import tensors_of
from gradschool.check.general.derivatives import SOURCE
from gradschool.diagnose.from_observations import why_none
from gradschool.observe.tensor_facts import Facts, facts
from gradschool.tape import recording

KINDS = ("constant", "leaf", "computed", "retained")


def kind_of_tensor(answer, at: Iterable, *, device=None, read=None):
    """Check that `answer(tensor)` says what a backward pass does with the tensor's `.grad`.

    The right answer is a text, found from the tensor itself: "constant" (does not require grad), "leaf" (requires
    grad, no operation made it), "retained" (made by an operation, keeps its gradient), "computed" (made by an
    operation, keeps none). `at` holds tensors made with `made`. Prints one line, or raises CheckFailed.
    """
    points = [as_inputs(point, device) for point in at]
    for point in points:
        reply = ask(answer, point, read)
        seen = facts(*fresh(point))
        if reply.value == _kind(seen) and type(reply.value) is str:
            continue
        spelt = type(reply.value) is str and reply.value in KINDS
        raise CheckFailed(
            f"{wording.name_of(answer)} does not say what kind of tensor this is",
            call=wording.call(answer, point),
            got=wording.value(reply.value),
            expected=f"{_kind(seen)!r} ({_described(seen)})" if spelt else f"one of the texts {', '.join(KINDS)}",
            do="Look at requires_grad first, then is_leaf, then retains_grad." if spelt else _without_return(reply),
            read=read,
        )
    print(f"{wording.name_of(answer)} knows {_count(points, 'tensor')}")


def keeps_grad(answer, stage, of, at: Iterable, *, device=None, do=None, read=None):
    """Check that `answer(*inputs)` is `stage(*inputs)`, computed under autograd, with the gradient of `of` in `.grad`.

    stage: the inputs to a tensor of any shape; of: that tensor to one element. The inputs are float64 tensors that
    do not require grad. The tensor returned must be computed (no leaf), so that the gradient was kept on the way to
    the inputs. A method check: it rests on what the tensor says of itself. Errors as in `derivative`.
    """
    name, points = wording.name_of(answer), [as_inputs(point, device) for point in at]
    headline = f"{name} does not return {wording.name_of(stage)}(…) with its gradient"
    question = Question(headline, "gradient", answer, of, SOURCE, (torch.float64,), None, {}, do, read)
    gradients, expected, added = [], [], []
    for point in points:
        reply, right = ask(answer, point, read), stage(*fresh(point))
        (value,) = tensors_of(reply, [tuple(right.shape)], question, point)
        if value.shape != right.shape or not torch.allclose(value.cpu(), right.cpu(), rtol=RTOL[torch.float64]):
            advice = do or "Return the computed tensor itself; its gradient is read from its .grad."
            raise question.failed(point, got=wording.value(value), expected=wording.value(right), do=advice)
        _require_kept(reply, question, point)
        estimate = oracle.gradient(of, right)
        gradients.append((reply.returned[0].grad,))
        expected.append(Expected((estimate.value.cpu(),), (estimate.error.cpu(),)))
        added.append(reply.adding_passes)
    compare(
        # in terms of the point's inputs, as a diagnosis calls it
        replace(question, headline=f"the .grad of what {name} returns is not right", of=lambda *args: of(stage(*args))),
        points,
        gradients,
        expected,
        added,
    )


def node_path(answer, at: Iterable, *, device=None, read=None):
    """Check that `answer(result)` lists the names of the nodes from `result.grad_fn` to a leaf, along first inputs.

    From each node the path goes on to the first node in its `next_functions`. A name counts with or without the
    "torch::autograd::" in front. `at` holds tensors made with `made`; the right names are read from their graphs.
    """
    points = [as_inputs(point, device) for point in at]
    for point in points:
        reply, right = ask(answer, point, read), _first_path(*fresh(point))
        names = list(reply.value) if type(reply.value) in (list, tuple) else None
        if names is not None and [_short(name) for name in names] == right:
            continue
        raise CheckFailed(
            f"{wording.name_of(answer)} does not name the nodes on the path",
            call=wording.call(answer, point),
            got=_listed(names) if names is not None else wording.value(reply.value),
            expected=_listed(right),
            do=None if names is not None and all(type(name) is str for name in names) else "Return a list of texts.",
            read=read,
        )
    print(f"{wording.name_of(answer)} names the nodes on {_count(points, 'path')}")


def node_count(answer, at: Iterable, *, device=None, read=None):
    """Check that `answer(result)` is the number of different nodes behind `result`, leaves included.

    `at` holds tensors made with `made`; the right numbers are counted in their graphs.
    """
    points = [as_inputs(point, device) for point in at]
    for point in points:
        reply = ask(answer, point, read)
        recorded = recording.record(*fresh(point))
        right = len(recorded.operations()) + len(recorded.leaves())
        if type(reply.value) is int and reply.value == right:
            continue
        edges = sum(recorded.nodes[edge.source].kind != "output" for edge in recorded.edges)
        raise CheckFailed(
            f"{wording.name_of(answer)} does not count the nodes of the graph",
            call=wording.call(answer, point),
            got=wording.value(reply.value) if type(reply.value) is int else f"a {type(reply.value).__name__}",
            expected=f"{right}, in a graph with {edges} edges" if type(reply.value) is int else "an int",
            do="Draw the graph with gradschool.tape.draw(…), and count along."
            if type(reply.value) is int
            else _without_return(reply) or "Return the count: of a set or list, its len(…).",
            read=read,
        )
    print(f"{wording.name_of(answer)} counts the nodes of {_count(points, 'graph')}")


def _kind(seen: Facts) -> str:
    if not seen.requires_grad:
        return "constant"
    if seen.is_leaf:
        return "leaf"
    return "retained" if seen.retains_grad else "computed"


def _described(seen: Facts) -> str:
    words = {"requires_grad": seen.requires_grad, "is_leaf": seen.is_leaf, "retains_grad": seen.retains_grad}
    return ", ".join(f"{word} {value}" for word, value in words.items())


def _require_kept(reply: Reply, question: Question, point: tuple) -> None:
    """Raise CheckFailed if the tensor returned is no computed one, or holds no gradient."""
    seen = reply.returned[0]
    wanted, mistake, advice = "a computed tensor whose .grad is filled", None, None
    if not seen.requires_grad:
        got, advice = "a tensor that does not require grad", "Switch requires_grad on for an input before you compute."
    elif seen.is_leaf:
        got, mistake = "a leaf, with no way back to the inputs", "GRAPH_CUT" if reply.cuts else None
        advice = "Switch requires_grad on for an input, compute this tensor from it, and return no detached copy."
    elif seen.grad is not None:
        return
    elif not reply.backward_passes:
        got, mistake = f"made by {seen.grad_fn}, with .grad None", "NO_BACKWARD"
    elif seen.retains_grad:
        got, advice = "a tensor that asked too late to keep .grad", "Call retain_grad() before the backward pass."
    else:
        got, mistake = f"made by {seen.grad_fn}, with .grad None", "NONLEAF_GRAD"
    raise question.failed(point, got=got, expected=wanted, mistake=mistake, do=advice or question.do)


def _first_path(result: torch.Tensor) -> list[str]:
    names, node = [], result.grad_fn
    while node is not None:
        names.append(_short(node.name()))
        node = next((following for following, _ in node.next_functions if following is not None), None)
    return names


def _short(name) -> str | None:
    return name.rpartition("::")[2] if type(name) is str else None


def _listed(names: list) -> str:
    words = [name if type(name) is str else f"a {type(name).__name__}" for name in names]
    return clip(" → ".join(words) or "no names", 200)


def _without_return(reply: Reply) -> str | None:
    return why_none(reply)[1] if reply.value is None else None


def _count(points: list, noun: str) -> str:
    return f"{len(points)} {noun}" + ("s" if len(points) != 1 else "")
