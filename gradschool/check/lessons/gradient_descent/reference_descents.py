"""Reference gradient descents by finite differences: the correct loop, and loops with each named mistake.

A rule, such as `plain`, takes its settings (a learning rate, …) and returns a stepper, which makes one step and may
remember things, such as a velocity, for the next. A feed chooses, from the gradients computed so far, those that a step
uses: the latest in the correct loop, others where lines of the loop are missing or in a wrong order.
"""

from collections.abc import Callable, Iterator

import torch

from gradschool import oracle
from gradschool.check.core.question import each

Points = tuple[torch.Tensor, ...]
# Takes the parameters and their gradients (None if there are none yet), and returns the new parameters.
Stepper = Callable[[Points, Points | None], Points]
# Takes the gradients at all points so far, and returns those that the step uses.
Feed = Callable[[list[Points]], Points | None]


def plain(learning_rate: float) -> Stepper:
    """Return a stepper for w ← w − learning_rate · gradient."""
    return with_momentum(learning_rate, 0.0)


def with_momentum(learning_rate: float, momentum: float) -> Stepper:
    """Return a stepper for v ← momentum · v + gradient, w ← w − learning_rate · v (PyTorch's form).

    Before the first gradient v is 0.
    """
    velocity = None

    def step(params, grads):
        nonlocal velocity
        if grads is None:
            return params
        old = velocity or tuple(torch.zeros_like(grad) for grad in grads)
        velocity = tuple(momentum * v + grad for v, grad in zip(old, grads, strict=True))
        return tuple(p - learning_rate * v for p, v in zip(params, velocity, strict=True))

    return step


def by_optimizer(make: Callable) -> Stepper:
    """Return a stepper that lets the optimizer `make(parameters)` step, with gradients by finite differences."""
    held = optimizer = None

    def step(params, grads):
        nonlocal held, optimizer
        if held is None:
            held = [p.clone().requires_grad_() for p in params]
            optimizer = make(held)
        for p, grad in zip(held, grads or [None] * len(held), strict=True):
            p.grad = None if grad is None else grad.clone()
        optimizer.step()
        return tuple(p.detach().clone() for p in held)

    return step


# Feeds: `right` is that of the correct loop, each of the others belongs to a mistake


def right(seen):
    return seen[-1]


def uphill(seen):
    return tuple(-grad for grad in seen[-1])


def summed(seen):
    return tuple(sum(parts) for parts in zip(*seen, strict=True))


def summed_only(place: int) -> Feed:
    """Return the feed of a loop that never clears the gradient of one parameter."""

    def summed(seen):
        return tuple(sum(parts) if k == place else parts[-1] for k, parts in enumerate(zip(*seen, strict=True)))

    return summed


def still(place: int) -> Feed:
    """Return the feed of a loop that never steps one parameter."""

    def used(seen):
        return tuple(torch.zeros_like(grad) if k == place else grad for k, grad in enumerate(seen[-1]))

    return used


def none(seen):
    return None


def late(seen):
    """Feed a loop whose rounds end with the loss and its backward pass: at first there is no gradient."""
    return seen[-1] if len(seen) > 1 else None


def stale(seen):
    """Feed a loop whose rounds end with a backward pass over the loss from before the step."""
    return seen[-2] if len(seen) > 1 else None


def first_always(seen):
    return seen[0]


def first_only(seen):
    return seen[0] if len(seen) == 1 else None


FEEDS = {
    "SIGN_FLIPPED": (uphill,),
    "NO_ZERO_GRAD": (summed,),
    "ZERO_TOO_LATE": (none,),
    "STEP_BEFORE_BACKWARD": (none, late, stale),
    "REBOUND_LEAF": (none, first_only),
}


def walk(of: Callable, start: Points, stepper: Stepper, steps: int, feed: Feed) -> Iterator[Points]:
    """Yield the parameters at the start and after each step."""
    params, seen, gradients = tuple(p.detach() for p in start), [], gradients_of(of)
    yield params
    for _ in range(steps):
        seen.append(gradients(params))
        params = stepper(params, feed(seen))
        yield params


def gradients_of(of: Callable) -> Callable[[Points], Points]:
    def gradients(params):
        return tuple(one.value for one in each(oracle.gradient(of, *params)))

    return gradients
