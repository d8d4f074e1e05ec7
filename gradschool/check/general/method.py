"""Checks of how an answer works: passes made, functions called, graphs kept alive.

These are method checks: what a call did is the word of the side on which the student's code runs.
"""

from collections.abc import Iterable, Mapping

import torch

from gradschool.check.core import wording
from gradschool.check.core.arguments import as_inputs, fresh, loop_inputs, tensors_in
from gradschool.check.core.ask import Reply, ask
from gradschool.check.core.message import CheckFailed

AGAIN = "Call it once, keep what it gives in a variable, and use that variable again."
TOO_MANY = "Add the values up first, then go back once from their sum."
CALLERS = "That tensor belongs to the caller, whose next call finds it changed: work on a copy, w.clone()."
TOO_FEW = "Go back from each part on its own, so that its graph is freed before the next one is made."


def no_graph_kept(answer, at: Iterable, *, device=None, do=None, read=None):
    """Check that no tensor that `answer(*args)` returns keeps a graph alive: none was made by a recorded operation."""
    points = [loop_inputs(point, device) for point in at]
    for point in points:
        kept = [seen.grad_fn for seen in ask(answer, point, read).returned if seen.grad_fn is not None]
        if kept:
            raise CheckFailed(
                f"what {wording.name_of(answer)} returns keeps a graph alive",
                call=wording.call(answer, point),
                got=f"a tensor made by {kept[0]}",
                expected="tensors that do not require grad",
                do=do or "Return gradients made without create_graph, and numbers or detached values otherwise.",
                read=read,
            )
    print(f"what {wording.name_of(answer)} returns keeps no graph alive")


def inputs_unchanged(answer, at: Iterable, *, device=None, do=None, read=None):
    """Check that every tensor among `args`, alone or in a list, holds the same numbers after `answer(*args)`.

    `at` holds tuples of arguments as for `loop`. Prints one line, or raises CheckFailed.
    """
    points = [loop_inputs(point, device) for point in at]
    for point in points:
        before = [tensor.detach() for tensor in tensors_in(fresh(point))]
        after = [tensor for _, tensor in ask(answer, point, read).parts]
        for old, new in zip(before, after, strict=True):
            if not torch.equal(old, new):
                raise CheckFailed(
                    f"{wording.name_of(answer)} changes a tensor that was handed to it",
                    call=wording.call(answer, point),
                    got=f"{wording.numbers(new)} in it after the call",
                    expected=f"{wording.numbers(old)}, as before",
                    do=do or CALLERS,
                    read=read,
                )
    print(f"{wording.name_of(answer)} leaves the tensors that are handed to it as they were")


def work(answer, at: Iterable, *, passes=(0, None), calls: Mapping[int, int] | None = None, device=None, read=None):
    """Check how many backward passes `answer(*args)` makes, and how often it calls the functions it was given.

    passes: the fewest and the most, None for no limit, or a function that gives the two for the arguments of a call.
    calls: place of a function among the arguments -> how often it may be called. `at` holds tuples of arguments as
    for `loop`.
    """
    points = [loop_inputs(point, device) for point in at]
    for point in points:
        fewest, most = passes(*point) if callable(passes) else passes
        reply = ask(answer, point, read, count=True)
        passes_made, faults = reply.backward_passes, []
        for place, allowed in (calls or {}).items():
            if reply.calls[place] > allowed:
                called = f"{wording.name_of(point[place])} called {_times(reply.calls[place])}"
                faults.append((called, f"at most {_times(allowed)}", AGAIN))
        if most is not None and passes_made > most:
            faults.append((_passes(passes_made), f"at most {most}", TOO_MANY))
        if passes_made < fewest:
            faults.append((_passes(passes_made), f"at least {fewest}", TOO_FEW))
        for got, limit, advice in faults[:1]:
            raise CheckFailed(
                f"{wording.name_of(answer)} does not work in the way that was asked for",
                call=wording.call(answer, point),
                got=got,
                expected=limit,
                do=advice,
                read=read,
            )
    print(f"{wording.name_of(answer)} does no more work than it may")


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
    points = [as_inputs(point, device) for point in at]
    for point in points:
        passes = ask(answer, point, read).backward_passes
        if passes:
            raise CheckFailed(
                f"{wording.name_of(answer)} leaves the work to autograd",
                call=wording.call(answer, point),
                got=f"{passes} backward pass" + ("es" if passes > 1 else ""),
                expected="no backward pass: this question is done by hand",
                do="Take out backward(), autograd.grad and their like; multiply and add the local derivatives.",
                read=read,
            )
    print(f"{wording.name_of(answer)} makes no backward pass")


# how torch.func refuses to work in a call that is weighed
NOT_WITH_HOOKS = "don't yet support saved tensor hooks"


def graphs_apart(answer, whole: tuple, parts: Iterable[tuple], *, device=None, read=None):
    """Check that `answer(*whole)` never keeps the graphs of two of its parts at once.

    `parts` holds the arguments for each part alone. The fault is told by bytes: as many as the largest part and the
    smallest keep together. Small leftovers, such as a sum of the losses, are allowed. Bytes are not counted where
    torch.func is used. Prints nothing.
    """
    point = loop_inputs(whole, device)
    alone = [_weighed(answer, loop_inputs(part, device), read).peak_bytes for part in parts]
    peak = _weighed(answer, point, read).peak_bytes
    if len(alone) > 1 and min(alone) > 0 and peak >= max(alone) + min(alone):
        raise CheckFailed(
            f"graphs pile up while {wording.name_of(answer)} runs",
            call=wording.call(answer, point),
            got=f"up to {peak} bytes at a time",
            expected=f"about {max(alone)} bytes, those of the largest part alone",
            do=TOO_FEW,
            read=read,
        )


def _weighed(answer, point: tuple, read) -> Reply:
    try:
        return ask(answer, point, read, weigh=True)
    except CheckFailed as failure:
        if NOT_WITH_HOOKS not in str(failure):
            raise
    return ask(answer, point, read)
