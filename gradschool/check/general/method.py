"""Checks of how an answer works: passes made, functions called, graphs kept alive.

These are method checks: what a call did is the word of the process in which the student's code runs.
"""

from collections.abc import Iterable, Mapping

import torch

from gradschool.check.core import wording
from gradschool.check.core.arguments import as_inputs, fresh, loop_inputs, tensors_in
from gradschool.check.core.ask import Reply, ask
from gradschool.check.core.check_failed import CheckFailed
from gradschool.check.core.judge import require
from gradschool.check.core.question import Question

AGAIN = "Call it once, keep what it gives in a variable, and use that variable again."
TOO_MANY = "Add the values up first, then go back once from their sum."
CALLERS = "That tensor belongs to the caller, whose next call finds it changed: work on a copy, w.clone()."
TOO_FEW = "Go back from each part on its own, so that its graph is freed before the next one is made."


def no_graph_kept(answer, at: Iterable, *, device=None, do=None, read=None):
    """Check that no tensor that `answer(*args)` returns keeps a graph alive: none was made by a recorded operation.

    `at` holds tuples of arguments as for `loop`.
    """
    question = Question(
        headline=f"what {wording.name_of(answer)} returns keeps a graph alive",
        answer=answer,
        do=do or "Return gradients made without create_graph, and numbers or detached values otherwise.",
        read=read,
    )

    def kept(reply, point):
        makers = [seen.grad_fn for seen in reply.returned if seen.grad_fn is not None]
        if not makers:
            return None
        wanted = "tensors that do not require grad"
        return question.failed(point, got=f"a tensor made by {makers[0]}", expected=wanted)

    says = f"what {wording.name_of(answer)} returns keeps no graph alive"
    require(question, [loop_inputs(point, device) for point in at], kept, says)


def inputs_unchanged(answer, at: Iterable, *, device=None, do=None, read=None):
    """Check that every tensor among `args`, alone or in a list, holds the same numbers after `answer(*args)`.

    `at` holds tuples of arguments as for `loop`. Prints one line, or raises CheckFailed.
    """
    headline = f"{wording.name_of(answer)} changes a tensor that was handed to it"
    question = Question(headline=headline, answer=answer, do=do or CALLERS, read=read)

    def changed(reply, point):
        before = [tensor.detach() for tensor in tensors_in(fresh(point))]
        for old, (_, new) in zip(before, reply.parts, strict=True):
            if not torch.equal(old, new):
                return question.failed(
                    point,
                    got=f"{wording.numbers(new)} in it after the call",
                    expected=f"{wording.numbers(old)}, as before",
                )
        return None

    says = f"{wording.name_of(answer)} leaves the tensors that are handed to it as they were"
    require(question, [loop_inputs(point, device) for point in at], changed, says)


def work(answer, at: Iterable, *, passes=(0, None), calls: Mapping[int, int] | None = None, device=None, read=None):
    """Check how many backward passes `answer(*args)` makes, and how often it calls the functions it was given.

    passes: the fewest and the most, None for no limit, or a function that gives the two for the arguments of a call.
    calls: place of a function among the arguments -> how often it may be called. `at` holds tuples of arguments as
    for `loop`.
    """
    headline = f"{wording.name_of(answer)} does not work in the way that was asked for"
    question = Question(headline=headline, answer=answer, read=read)

    def wrong_amount(reply, point):
        fewest, most = passes(*point) if callable(passes) else passes
        for place, allowed in (calls or {}).items():
            if reply.calls[place] > allowed:
                called = f"{wording.name_of(point[place])} called {_times(reply.calls[place])}"
                return question.failed(point, got=called, expected=f"at most {_times(allowed)}", do=AGAIN)
        made = _passes(reply.backward_passes)
        if most is not None and reply.backward_passes > most:
            return question.failed(point, got=made, expected=f"at most {most}", do=TOO_MANY)
        if reply.backward_passes < fewest:
            return question.failed(point, got=made, expected=f"at least {fewest}", do=TOO_FEW)
        return None

    points = [loop_inputs(point, device) for point in at]
    require(question, points, wrong_amount, f"{wording.name_of(answer)} does no more work than it may", count=True)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _passes(count: int) -> str:
    return f"{count} backward pass" + ("es" if count != 1 else "")


def by_hand(answer, at, *, device=None, read=None):
    """Check that `answer(*point)` makes no backward pass, at each of the points `at`.

    This is a check of the method, not of values: it counts what the call asks of autograd (see
    `gradschool.observe.watch.Watch`), so it rests on the word of the process that runs the student's code.
    Points are handed over as in `derivative`.

    Prints one line if no call made a backward pass; raises CheckFailed if one did.
    """
    question = Question(
        headline=f"{wording.name_of(answer)} leaves the work to autograd",
        answer=answer,
        do="Take out backward(), autograd.grad and their like; multiply and add the local derivatives.",
        read=read,
    )

    def passes_made(reply, point):
        if not reply.backward_passes:
            return None
        wanted = "no backward pass: this question is done by hand"
        return question.failed(point, got=_passes(reply.backward_passes), expected=wanted)

    points = [as_inputs(point, device) for point in at]
    require(question, points, passes_made, f"{wording.name_of(answer)} makes no backward pass")


# part of the error with which torch.func refuses to work in a call that is weighed
NOT_WITH_HOOKS = "don't yet support saved tensor hooks"


def graphs_apart(answer, whole: tuple, parts: Iterable[tuple], *, device=None, read=None):
    """Check that `answer(*whole)` never keeps the graphs of two of its parts at once.

    `parts` holds the arguments for each part alone. The fault is told by bytes: as many as the largest part and the
    smallest keep together. Small leftovers, such as a sum of the losses, are allowed. Bytes are not counted where
    torch.func is used. Prints nothing.
    """
    question = Question(headline=f"graphs pile up while {wording.name_of(answer)} runs", answer=answer, read=read)
    point = loop_inputs(whole, device)
    alone = [weighed(question, loop_inputs(part, device)).peak_bytes for part in parts]
    peak = weighed(question, point).peak_bytes
    if len(alone) > 1 and min(alone) > 0 and peak >= max(alone) + min(alone):
        raise question.failed(
            point,
            got=f"up to {peak} bytes at a time",
            expected=f"about {max(alone)} bytes, those of the largest part alone",
            do=TOO_FEW,
        )


def weighed(question: Question, point: tuple) -> Reply:
    """Ask while the bytes that graphs keep are counted; they count as 0 where torch.func is used."""
    try:
        return ask(question.answer, point, question.read, weigh=True)
    except CheckFailed as failure:
        if NOT_WITH_HOOKS not in str(failure):
            raise
    return ask(question.answer, point, question.read)
