"""Checks of training runs that clip: the parameters after many steps, and the norms on the way.

A run is compared with the right run by autograd, as finite differences would take too long. `clipped_step` judges such
steps by finite differences one by one, and a test compares the two.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import torch

from gradschool.check.core import wording
from gradschool.check.core.arguments import fresh, loop_inputs
from gradschool.check.core.judge import require_number
from gradschool.check.core.question import Question, exactly
from gradschool.check.lessons.clipping.norms import ENLARGED, Gradients, norm_of
from gradschool.check.lessons.clipping.steps import (
    NOT_CLIPPED,
    USES,
    Use,
    always_max_norm,
    as_it_came,
    clipped,
    judge_parameters,
    labels_of_parameters,
    old_gradients,
)
from gradschool.observe.loop_events import CLEAR

# The 1e-6 that PyTorch adds to a norm, and rounding, make differences that grow from step to step.
RTOL_OF_RUNS = 1e-4
NORMS = "List the norm before clipping, which clip_grad_norm_ returns, once for each step that is made."
PLAIN_LIST = "Return a Python list: begin with norms = [], and append one norm for each step."
AFTER_CLIPPING = "This is the norm after clipping: list the one from before, which clip_grad_norm_ returns."
LEFT_OUT = "Only a batch whose gradient is not finite is left out, and it adds nothing to the list."
STOPPED = (
    "No step came after the first batch that is left out: go on with the next batch, and clear the gradient before "
    "each backward pass."
)


def clipped_run(answer, at: Iterable, *, device=None, do=None, read=None):
    """Check that `answer(loss, parameters, batches, learning_rate, max_norm)` trains with clipped gradients.

    `loss(parameters, batch)` has one element; parameters is a list of leaves (`leaf`), batches a list of tuples of
    tensors, one for each step of SGD. A batch whose gradient is not finite is left out. Judged are the parameters
    after the call, and the answer: a list with the global norm before clipping of each step that was made. Names and
    errors as in `clipped_step`.
    """

    def never_cleared(replies):
        # a gradient that is not finite stays in .grad for ever, which looks like a run that ends there
        return not any(CLEAR in reply.events for reply in replies)

    question = Question(
        headline=f"{wording.name_of(answer)} does not end where the right run ends",
        answer=answer,
        source="the right run",
        rtol=RTOL_OF_RUNS,
        counterfactuals={
            name: tuple(_ran(use, bad) for use in uses for bad in ("skip", "use")) for name, uses in USES.items()
        },
        only_if={"NO_ZERO_GRAD": never_cleared},
        resembles={
            NOT_CLIPPED: _ran(as_it_came),
            ENLARGED: _ran(always_max_norm),
            STOPPED: _ran(clipped, "stop"),
        },
        do=do,
        read=read,
        labels=labels_of_parameters,
    )
    points = [loop_inputs(point, device) for point in at]
    runs = [_run(clipped, "skip", *fresh(point)) for point in points]

    def norms_are_right(replies) -> None:
        about_norms = replace(
            question, headline=f"{wording.name_of(answer)} does not return the norms from before clipping"
        )
        for point, reply, (norms, _) in zip(points, replies, runs, strict=True):
            _require_norms(reply.value, norms, about_norms, point)

    judge_parameters(question, points, [exactly(parameters) for _, parameters in runs], norms_are_right)


def _require_norms(got, norms: list[float], question: Question, point: tuple) -> None:
    wanted = f"a list of {len(norms)} norms, one for each step"
    if type(got) not in (list, tuple):
        raise question.failed(point, got=f"{wording.value(got)} returned", expected=wanted, do=PLAIN_LIST)
    if len(got) != len(norms):
        raise question.failed(
            point, got=f"a list of {len(got)} numbers for {len(norms)} steps", expected=wanted, do=LEFT_OUT
        )
    for step, (mine, norm) in enumerate(zip(got, norms, strict=True), start=1):
        others = {AFTER_CLIPPING: min(norm, point[-1])}
        require_number(mine, norm, f"the norm before step {step}", question, point, NORMS, others)


def _ran(use: Use, bad: str = "skip") -> Callable[..., Gradients]:
    return lambda *point: _run(use, bad, *fresh(point))[1]


def _run(
    use: Use, bad: str, loss: Callable, parameters: Sequence, batches: Sequence, learning_rate: float, max_norm: float
) -> tuple[list[float], Gradients]:
    """Return the norms before clipping, and the parameters after the last step.

    `bad` says what happens to a gradient that is not finite: it is left out ("skip"), used ("use"), or ends the run
    ("stop").
    """
    held, norms = old_gradients(parameters), []
    parameters = [parameter.detach().clone().requires_grad_() for parameter in parameters]
    for batch in batches:
        own = list(torch.autograd.grad(loss(parameters, batch), parameters))
        used = use(own, held, max_norm, 1.0)
        held = used
        if bad != "use" and not bool(torch.isfinite(norm_of(used))):
            if bad == "stop":
                break
            continue
        norms.append(float(norm_of(own)))
        with torch.no_grad():
            for parameter, grad in zip(parameters, used, strict=True):
                parameter -= learning_rate * grad
    return norms, [parameter.detach() for parameter in parameters]
