"""Checks of what autograd recorded: kinds of tensors, gradients that are kept, nodes of a graph.

The graph is the lesson here, so these checks look at graph facts and not only at values. `keeps_grad` rests on what
the student's tensors say of themselves, which is the word of the process in which the student's code runs.
"""

from collections.abc import Iterable

import torch

from gradschool import oracle
from gradschool.check.core import wording
from gradschool.check.core.arguments import as_inputs, fresh
from gradschool.check.core.ask import Reply
from gradschool.check.core.check_failed import clip
from gradschool.check.core.judge import judge, require
from gradschool.check.core.question import RTOL, Question, estimated
from gradschool.check.core.structure import tensors_of
from gradschool.diagnose.evidence import Kind
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
    headline = f"{wording.name_of(answer)} does not say what kind of tensor this is"
    question = Question(headline=headline, answer=answer, read=read)

    def another_kind(reply, point):
        seen = facts(*fresh(point))
        if type(reply.value) is str and reply.value == _kind(seen):
            return None
        spelt = type(reply.value) is str and reply.value in KINDS
        return question.failed(
            point,
            got=wording.value(reply.value),
            expected=f"{_kind(seen)!r} ({_described(seen)})" if spelt else f"one of the texts {', '.join(KINDS)}",
            do="Look at requires_grad first, then is_leaf, then retains_grad." if spelt else _without_return(reply),
        )

    points = [as_inputs(point, device) for point in at]
    require(question, points, another_kind, f"{wording.name_of(answer)} knows {_count(points, 'tensor')}")


def keeps_grad(answer, stage, of, at: Iterable, *, device=None, do=None, read=None):
    """Check that `answer(*inputs)` is `stage(*inputs)`, computed under autograd, with the gradient of `of` in `.grad`.

    stage: the inputs to a tensor of any shape; of: that tensor to one element. The inputs are float64 tensors that
    do not require grad. The tensor returned must be computed (no leaf), so that the gradient was kept on the way to
    the inputs. A method check: it rests on what the tensor says of itself. Errors as in `derivative`.
    """
    name = wording.name_of(answer)
    on_tensor = Question(
        headline=f"{name} does not return {wording.name_of(stage)}(…) with its gradient",
        answer=answer,
        do=do,
        read=read,
    )

    def gradient_kept(reply, right, question, point):
        stage_value = stage(*fresh(point))
        (value,) = tensors_of(reply, [tuple(stage_value.shape)], on_tensor, point)
        near = value.shape == stage_value.shape and torch.allclose(
            value.cpu(), stage_value.cpu(), rtol=RTOL[torch.float64]
        )
        if not near:
            advice = do or "Return the computed tensor itself; its gradient is read from its .grad."
            raise on_tensor.failed(point, got=wording.value(value), expected=wording.value(stage_value), do=advice)
        _require_kept(reply, on_tensor, point)
        return (reply.returned[0].grad,), right

    question = Question(
        headline=f"the .grad of what {name} returns is not right",
        answer=answer,
        kind=Kind.GRADIENT,
        # a diagnosis calls it with the arguments of a point
        of=lambda *args: of(stage(*args)),
        do=do,
        read=read,
    )
    points = [as_inputs(point, device) for point in at]
    judge(question, points, lambda *args: estimated(oracle.gradient(of, stage(*fresh(args)))), gradient_kept)


def node_path(answer, at: Iterable, *, device=None, read=None):
    """Check that `answer(result)` lists the names of the nodes from `result.grad_fn` to a leaf, along first inputs.

    From each node the path goes on to the first node in its `next_functions`. A name counts with or without the
    "torch::autograd::" in front. `at` holds tensors made with `made`; the right names are read from their graphs.
    """
    question = Question(
        headline=f"{wording.name_of(answer)} does not name the nodes on the path", answer=answer, read=read
    )

    def another_path(reply, point):
        right = _first_path(*fresh(point))
        names = list(reply.value) if type(reply.value) in (list, tuple) else None
        if names is not None and [_short(name) for name in names] == right:
            return None
        return question.failed(
            point,
            got=_listed(names) if names is not None else wording.value(reply.value),
            expected=_listed(right),
            do=None if names is not None and all(type(name) is str for name in names) else "Return a list of texts.",
        )

    points = [as_inputs(point, device) for point in at]
    says = f"{wording.name_of(answer)} names the nodes on {_count(points, 'path')}"
    require(question, points, another_path, says)


def node_count(answer, at: Iterable, *, device=None, read=None):
    """Check that `answer(result)` is the number of different nodes behind `result`, leaves included.

    `at` holds tensors made with `made`; the right numbers are counted in their graphs.
    """
    question = Question(
        headline=f"{wording.name_of(answer)} does not count the nodes of the graph", answer=answer, read=read
    )

    def another_count(reply, point):
        recorded = recording.record(*fresh(point))
        right = len(recorded.operations()) + len(recorded.leaves())
        if type(reply.value) is not int:
            return question.failed(
                point,
                got=f"a {type(reply.value).__name__}",
                expected="an int",
                do=_without_return(reply) or "Return the count: of a set or list, its len(…).",
            )
        if reply.value == right:
            return None
        edges = sum(recorded.nodes[edge.source].kind != "output" for edge in recorded.edges)
        return question.failed(
            point,
            got=wording.value(reply.value),
            expected=f"{right}, in a graph with {edges} edges",
            do="Draw the graph with gradschool.tape.draw(…), and count along.",
        )

    points = [as_inputs(point, device) for point in at]
    says = f"{wording.name_of(answer)} counts the nodes of {_count(points, 'graph')}"
    require(question, points, another_count, says)


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
    """Raise CheckFailed if the tensor returned was not computed, or holds no gradient."""
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


def _first_path(result: torch.Tensor) -> list[str | None]:
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
