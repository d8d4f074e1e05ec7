"""The arguments of a call: points drawn at random, points as an author writes them, and copies for each call."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from gradschool.check.core import wording

Device = torch.device | str | None


def draw(
    n: int, *shapes: tuple[int, ...], seed: int, low: float = -2.0, high: float = 2.0, device: Device = None
) -> list[Any]:
    """Draw `n` points with entries uniform in [low, high), as float64 tensors.

    With one shape (or none, for shape ()) each point is a tensor; with several it is a tuple of
    tensors. The same seed gives the same points on every machine and device.
    """
    generator = torch.Generator().manual_seed(seed)

    def one(shape: tuple[int, ...]) -> torch.Tensor:
        numbers = torch.rand(shape, dtype=torch.float64, generator=generator)
        return (low + (high - low) * numbers).to(device)

    wanted = shapes or ((),)
    return [one(wanted[0]) if len(wanted) == 1 else tuple(one(shape) for shape in wanted) for _ in range(n)]


@dataclass(frozen=True)
class Made:
    """An argument with a graph, which no copy would have: `build(*args)`, called where the answer runs.

    `build` takes and returns tensors, and uses no name but its own arguments and torch.
    """

    build: Callable[..., Any]
    args: tuple[Any, ...]

    def __repr__(self) -> str:
        return wording.call(self.build, self.args)


def as_inputs(point: object, device: Device = None) -> tuple[Any, ...]:
    """Return a point as a tuple of arguments: numbers become float64 tensors of shape (), those in lists do not."""
    items = point if isinstance(point, tuple) else (point,)
    return tuple(_as_input(item, device) for item in items)


def _as_input(item: Any, device: Device) -> Any:
    if type(item) in (int, float):
        return torch.tensor(float(item), dtype=torch.float64, device=device)
    if isinstance(item, torch.Tensor):
        return item.detach().to(device or item.device)
    if isinstance(item, Made):
        return Made(item.build, as_inputs(item.args, device))
    if type(item) in (list, tuple):
        return type(item)(part if type(part) in (int, float) else _as_input(part, device) for part in item)
    return item


def fresh(args: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return copies of `args`, so that nothing a call does to them reaches the next call; what is `Made` is built."""
    return tuple(_fresh(arg) for arg in args)


def _fresh(arg: Any) -> Any:
    if isinstance(arg, Made):
        return arg.build(*fresh(arg.args))
    if type(arg) in (list, tuple):
        return type(arg)(_fresh(part) for part in arg)
    if type(arg) is dict:
        return {key: _fresh(part) for key, part in arg.items()}
    return arg.detach().clone() if isinstance(arg, torch.Tensor) else arg


def tensors_in(value: Any) -> list[torch.Tensor]:
    """Return the tensors of a value, those in lists, tuples and dicts too, in the order in which they stand in it."""
    if isinstance(value, torch.Tensor):
        return [value]
    inside = value if type(value) in (list, tuple) else value.values() if type(value) is dict else ()
    return [tensor for item in inside for tensor in tensors_in(item)]


def loop_inputs(point: tuple[Any, ...], device: Device) -> tuple[Any, ...]:
    """Return a point's arguments with numbers as they are: a count of steps is no tensor."""
    return tuple(as_inputs((list(point),), device)[0])


def leaf(value: Any, grad: Any = None) -> Made:
    """Make a parameter to hand over: a float64 leaf that requires grad, with `grad` already in its `.grad`.

    value, grad: a number, a list of numbers or a tensor, both of one shape.
    """
    return Made(parameter, (_tensor(value),) if grad is None else (_tensor(value), _tensor(grad)))


def parameter(value: torch.Tensor, grad: torch.Tensor | None = None) -> torch.Tensor:
    """Return `value` as a leaf with the gradient that somebody left in it; a message shows this function's name."""
    value.requires_grad_().grad = grad
    return value


def _tensor(value: Any) -> torch.Tensor:
    return value.detach() if isinstance(value, torch.Tensor) else torch.tensor(value, dtype=torch.float64)


def made(build: Callable[..., Any], *args: object) -> Made:
    """Make a point or an argument: the tensor or module `build(*args)`, with the graph that it gets there.

    args: numbers, which become float64 tensors of shape (), or tensors, handed to `build` as copies that do not
    require grad. `build` uses no name but its own arguments and torch.
    """
    return Made(build, args)
