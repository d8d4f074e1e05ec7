"""Descents on a function by finite differences: what a loop does whose lines are right, and what wrong ones do.

A rule takes its settings (a learning rate, …) and gives a stepper, which may remember things from step to step. A feed
says which of the gradients so far a step uses: the last one if the lines of the loop are right.
"""

from collections.abc import Callable, Iterator

import torch

from gradschool import oracle

Points = tuple[torch.Tensor, ...]
# takes the parameters and their gradients (None: there are none yet), gives the new parameters
Stepper = Callable[[Points, Points | None], Points]
# from the gradients at all points so far to those that the step uses
Feed = Callable[[list[Points]], Points | None]


def plain(learning_rate: float) -> Stepper:
    """w ← w − learning_rate · gradient."""
    return with_momentum(learning_rate, 0.0)


def with_momentum(learning_rate: float, momentum: float) -> Stepper:
    """v ← momentum · v + gradient, w ← w − learning_rate · v, with v = 0 before the first gradient (PyTorch's form)."""
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
    """The step of the optimizer `make(parameters)`, which is handed the gradients of finite differences."""
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


# Feeds: which gradients a step uses, if the lines of the loop are right, and if they are not


def right(seen):
    return seen[-1]


def uphill(seen):
    return tuple(-grad for grad in seen[-1])


def summed(seen):
    return tuple(sum(parts) for parts in zip(*seen, strict=True))


def summed_only(place: int) -> Feed:
    """The gradient of one parameter is never cleared, the others are."""

    def summed(seen):
        return tuple(sum(parts) if k == place else parts[-1] for k, parts in enumerate(zip(*seen, strict=True)))

    return summed


def still(place: int) -> Feed:
    """One parameter is never stepped, the others are."""

    def used(seen):
        return tuple(torch.zeros_like(grad) if k == place else grad for k, grad in enumerate(seen[-1]))

    return used


def none(seen):
    return None


def late(seen):
    """The backward pass comes at the end of a round, over a loss that is computed there too."""
    return seen[-1] if len(seen) > 1 else None


def stale(seen):
    """The backward pass comes at the end of a round, over the loss from before the step."""
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
    """The parameters at the start and after each step."""
    params, seen, gradients = tuple(p.detach() for p in start), [], gradients_of(of)
    yield params
    for _ in range(steps):
        seen.append(gradients(params))
        params = stepper(params, feed(seen))
        yield params


def gradients_of(of: Callable) -> Callable[[Points], Points]:
    def gradients(params):
        found = oracle.gradient(of, *params)
        return tuple(one.value for one in (found if isinstance(found, tuple) else (found,)))

    return gradients
