"""Checks of loops: the values they give, and the gradients that they leave in `.grad`.

The parameters of a loop are handed over as leaves that require grad, made anew for each call (`leaf`). What a call
did, and what its leaves hold afterwards, is the word of the process in which the student's code runs.
"""

from collections.abc import Callable, Iterable

import torch

from gradschool import oracle
from gradschool.check.core import wording
from gradschool.check.core.arguments import fresh, loop_inputs
from gradschool.check.core.judge import judge
from gradschool.check.core.observe import grads_left, is_leaf
from gradschool.check.core.question import Expected, Question, estimated
from gradschool.check.general.method import graphs_apart, work
from gradschool.diagnose.evidence import Counterfactual


def loop(
    answer,
    reference,
    at: Iterable,
    *,
    source="the right loop",
    device=None,
    rtol=None,
    mistakes=None,
    do=None,
    read=None,
):
    """Check that `answer(*args)` gives the value of `reference`, in the same loop with the same parameters.

    Parameters
    ----------
    answer, reference : callable
        The student's function and the right one, with the same arguments.
    at : iterable of tuples
        Arguments: parameters made with `leaf`, functions, tensors, and lists of them; numbers are handed over as
        they are.
    source : str
        What the right values are called.
    device, rtol, mistakes, do, read
        As in `derivative`. A mistake of order (ZERO_TOO_LATE) is named only if the call did things in that order.

    Prints one line if all values agree; raises CheckFailed if one does not.
    """
    question = Question(
        headline=f"{wording.name_of(answer)} does not give the right value",
        answer=answer,
        source=source,
        rtol=rtol,
        counterfactuals={name: _on_fresh(variants) for name, variants in (mistakes or {}).items()},
        do=do,
        read=read,
    )
    judge(question, [loop_inputs(point, device) for point in at], lambda *args: reference(*fresh(args)))


def gradients_left(answer, of, at: Iterable, *, device=None, rtol=None, mistakes=None, do=None, read=None):
    """Check that after `answer(*args)` each leaf among `args` holds the gradient of `of(*args)` in `.grad`.

    `of` has one element. `at` holds tuples of arguments as for `loop`, with one leaf (`leaf`) or more. What was in
    `.grad` before must not count. Names NO_ZERO_GRAD where it does, and ZERO_TOO_LATE where the call cleared what it
    had found. The value that `answer` returns is not looked at. All else as in `derivative`.
    """
    named = {name: _on_fresh(variants) for name, variants in (mistakes or {}).items()}
    named |= {"NO_ZERO_GRAD": (_added_to_what_was_there(of),), "ZERO_TOO_LATE": (_zeros,)}
    question = Question(
        headline=f".grad after {wording.name_of(answer)} is not the gradient of {wording.name_of(of)}",
        answer=answer,
        of=of,
        rtol=rtol,
        counterfactuals=named,
        do=do,
        read=read,
    )
    points = [loop_inputs(point, device) for point in at]
    judge(question, points, lambda *args: _gradients(of, args), observe=grads_left)


def micro_batches(answer, at: Iterable, *, device=None, read=None):
    """Check that `answer(loss, w, chunks)` leaves in `w.grad` the gradient of the loss over all chunks together.

    `at` holds tuples (loss, w, chunks): loss(w, x, y) is a mean over samples, shape (); w a leaf (`leaf`); chunks a
    list of pairs (x, y), whose tensors have one row for each sample. The right gradient is that of the loss over the
    joined rows, by finite differences. At least one backward pass is asked for each chunk, before the next one's graph
    is made.
    """
    at = list(at)

    def loss_over_all_samples(loss, w, chunks):
        xs, ys = zip(*chunks, strict=True)
        return loss(w, torch.cat(xs), torch.cat(ys))

    scales = (_weighted(lambda n, chunks: 1), _weighted(lambda n, chunks: 1 / len(chunks)), _weighted(lambda n, _: n))
    do = "Clear .grad once, before the first chunk. Each chunk then adds its share of the mean over all samples."
    gradients_left(answer, loss_over_all_samples, at, device=device, mistakes={"ACCUM_SCALE": scales}, do=do, read=read)
    work(answer, at, passes=lambda loss, w, chunks: (len(chunks), None), device=device, read=read)
    for loss, w, chunks in at:
        graphs_apart(answer, (loss, w, chunks), [(loss, w, [chunk]) for chunk in chunks], device=device, read=read)


def _on_fresh(variants: Counterfactual | tuple[Counterfactual, ...]) -> tuple[Counterfactual, ...]:
    """Return counterfactuals that get copies of the arguments, made anew for each call."""
    several = variants if isinstance(variants, tuple) else (variants,)
    return tuple(lambda *args, variant=variant: variant(*fresh(args)) for variant in several)


def _gradients(of: Callable, point: tuple) -> Expected:
    """Return finite differences of `of` by the leaves among the arguments."""
    args = fresh(point)
    places = [place for place, arg in enumerate(args) if is_leaf(arg)]

    def of_leaves(*values):
        changed = dict(zip(places, values, strict=True))
        return of(*(changed.get(place, arg) for place, arg in enumerate(args)))

    return estimated(oracle.gradient(of_leaves, *(args[place].detach() for place in places)))


# What is left in .grad by somebody who makes a mistake, as functions of the arguments of a call


def _zeros(*args):
    return tuple(torch.zeros_like(arg) for arg in fresh(args) if is_leaf(arg))


def _added_to_what_was_there(of: Callable) -> Callable:
    def added(*args):
        before = [arg.grad for arg in fresh(args) if is_leaf(arg)]
        own = _gradients(of, args).values
        return tuple(own if old is None else old.cpu() + own for old, own in zip(before, own, strict=True))

    return added


def _weighted(weight: Callable) -> Callable:
    """Return what adds up the gradients of the chunks, each times weight(samples in the chunk, chunks)."""

    def added(loss, w, chunks):
        w.grad = None
        for x, y in chunks:
            (weight(len(x), chunks) * loss(w, x, y)).backward()
        return w.grad

    return added
