"""Checks of what graphs keep: bytes saved for the backward pass, and bytes that pile up in a loop.

What a call kept is the word of the process in which the student's code runs.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

import torch

from gradschool.check.core import wording
from gradschool.check.core.arguments import as_inputs, loop_inputs
from gradschool.check.core.judge import judge
from gradschool.check.core.question import Question
from gradschool.check.general.method import weighed
from gradschool.observe.saved_bytes import SavedBytes, bytes_saved

NOT_RECORDED = "This is 0 whatever f is: f ran on a tensor that does not require grad, or not inside of the hooks."
EACH_TIME = "A tensor that is saved several times is counted each time: keep one entry for each data_ptr()."


def saved_bytes(answer, at: Iterable, *, device=None, do=None, read=None):
    """Check that `answer(f, x)` is the number of bytes that computing f(x) saves for the backward pass.

    `at` holds pairs (f, x): x a float64 tensor that does not require grad. A tensor that several operations save
    counts once (`gradschool.observe.saved_bytes.bytes_saved`).
    """
    question = Question(
        headline=f"{wording.name_of(answer)} does not count the bytes that the graph keeps",
        answer=answer,
        source="a count of its own",
        resembles={NOT_RECORDED: lambda f, x: 0, EACH_TIME: _saved_each_time},
        do=do,
        read=read,
    )
    judge(question, [as_inputs(point, device) for point in at], bytes_saved)


def steady_memory(answer, few: tuple, many: tuple, *, device=None, do=None, read=None):
    """Check that `answer(*many)` keeps no more bytes in graphs than `answer(*few)`, where `many` only has more steps.

    Names LOSS_HISTORY_LEAK if what is returned has a graph. Bytes are not counted where torch.func is used.
    """
    question = Question(headline=f"graphs pile up while {wording.name_of(answer)} runs", answer=answer, read=read)
    short, long = loop_inputs(few, device), loop_inputs(many, device)
    replies = [weighed(question, point) for point in (short, long)]
    kept = [seen.grad_fn for seen in replies[1].returned if seen.grad_fn is not None]
    before, now = (reply.peak_bytes for reply in replies)
    if kept:
        kept_alive = replace(question, headline=f"what {wording.name_of(answer)} returns keeps graphs alive")
        raise kept_alive.failed(
            long,
            got=f"{len(kept)} tensors with a graph, which keep {replies[1].held_bytes} bytes",
            expected="no graph, 0 bytes",
            mistake="LOSS_HISTORY_LEAK",
        )
    if now > before:
        raise question.failed(
            long,
            got=f"up to {now} bytes at a time, and up to {before} in a run of fewer steps",
            expected="the same number of bytes at a time, however many steps",
            do=do or "Something keeps the graphs of earlier steps: store numbers, in each step.",
        )
    print(f"{wording.name_of(answer)} keeps no graph: {now} bytes at a time, however many steps")


def _saved_each_time(f: Callable, x: torch.Tensor) -> int:
    with SavedBytes() as graph:
        value = f(x.detach().clone().requires_grad_())  # keeps its graph alive
    return graph.held if value.requires_grad else 0
