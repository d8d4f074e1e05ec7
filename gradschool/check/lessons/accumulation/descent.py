"""Check of a descent loop: the loss before each step, which also shows a gradient that was not cleared."""

from collections.abc import Callable, Iterable

import torch

from gradschool import oracle
from gradschool.check.lessons.accumulation.loops import loop

EACH_STEP = "List the loss, then step: minus learning_rate times the gradient at the current w, and nothing else."


def descent(answer, at: Iterable, *, device=None, do=None, read=None):
    """Check that `answer(loss, w, steps, learning_rate)` lists the loss before each step downhill.

    A step is w ← w − learning_rate · gradient of the loss at w, by finite differences here. `at` holds tuples of
    these arguments: loss takes a tensor of the shape of w to shape (); w is a parameter (`leaf`), whose old `.grad`
    must not count; steps is an int, learning_rate a float. The answer is a list of `steps` numbers. Names
    NO_ZERO_GRAD and ZERO_TOO_LATE. Errors as in `loop`.
    """
    never, once, at_the_end = _descent(_all), _descent(_own), _descent(_last_and_first_old)
    mistakes = {"NO_ZERO_GRAD": (never, once, at_the_end), "ZERO_TOO_LATE": _descent(_nothing)}
    loop(answer, _descent(_last), at, device=device, mistakes=mistakes, do=do or EACH_STEP, read=read)


def _descent(used: Callable) -> Callable:
    """Return a loop that steps along `used(gradients so far, what was in .grad before)`, and lists its losses."""

    def losses(loss, w, steps, learning_rate):
        old = torch.zeros_like(w.detach()) if w.grad is None else w.grad
        w, own, seen = w.detach(), [], []
        for _ in range(steps):
            seen.append(float(loss(w)))
            own.append(oracle.gradient(loss, w).value)
            w = w - learning_rate * used(own, old)
        return seen

    return losses


def _last(own: list, old):
    return own[-1]


def _all(own: list, old):
    return old + sum(own)


def _own(own: list, old):
    return sum(own)


def _last_and_first_old(own: list, old):
    return own[-1] + old if len(own) == 1 else own[-1]


def _nothing(own: list, old):
    return torch.zeros_like(old)
