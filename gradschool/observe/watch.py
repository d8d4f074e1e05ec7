"""Watch a call of student code: count what it asks of autograd, and note in which order.

A check reads the attributes of a `Watch` as plain numbers, so the same check works where the call ran in another
process.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Self

import torch
from torch.optim.optimizer import register_optimizer_step_pre_hook
from torch.overrides import TorchFunctionMode

from gradschool.observe.loop_events import (
    BACKWARD,
    BACKWARD_CALLS,
    READ_GRAD,
    STEP,
    Arguments,
    Func,
    Gradients,
    Unrecorded,
    adds_up,
    emptied_leaf,
    event_of,
)


class Watch(TorchFunctionMode):
    """Count what a `with Watch() as seen:` block asks of autograd, whatever tensors it uses.

    Attributes
    ----------
    backward_passes : int
        Calls of `Tensor.backward`, `torch.autograd.backward` and `torch.autograd.grad`, also those
        made by `torch.func` and `torch.autograd.functional`.
    adding_passes : int
        How many of these found a gradient in the `.grad` of a leaf and added to it. `torch.autograd.grad` never does.
    empty_grad_reads : int
        Times that `.grad` of a leaf that requires grad was read while nothing was in it.
    nonleaf_grad_reads : int
        Times that `.grad` of a computed tensor, which keeps none, was read.
    converted_grad_reads : int
        How many of these were of a tensor that a conversion made, such as `.to(…)`, `.double()` or `.cuda()`.
    constant_grad_reads : int
        Times that `.grad` of a tensor that does not require grad was read.
    cleared_grad_reads : int
        How many of the empty reads were of a `.grad` that had been set to None after the latest backward pass.
    rebound_grad_reads : int
        Times that an empty `.grad` was read of a tensor w - lr * w.grad, which had taken the place of a parameter.
    idle_steps : int
        Steps of an optimizer none of whose parameters had a gradient.
    events : list of str
        "backward", "clear", "step", "rebind" and "clip" in the order in which they happened; see
        `gradschool.observe.loop_events`. A call of an optimizer's step() is a step too. Several steps in a row are one.
    returned_grads : int
        How many of the backward passes were `torch.autograd.grad`, which fills no `.grad`.
    recorded_passes : int
        How many of the backward passes were recorded themselves, which create_graph=True asks for and torch.func does.
    graphless_roots : int
        Backward passes that failed because they began at a gradient that had itself not been recorded.
    largest : int
        Number of elements of the largest tensor that an operation returned or took as one of its first two arguments.
    cuts : int
        Times that the value of a tensor that requires grad came back into a computation without its
        graph: `torch.tensor([x, y])` of tensors, or the very number that `.item()`, `float()` or
        `.tolist()` gave. Whole numbers, and numbers that Python changed on the way, are not recognised.
    """

    def __init__(self) -> None:
        super().__init__()
        self.backward_passes = 0
        self.adding_passes = 0
        self.empty_grad_reads = 0
        self.nonleaf_grad_reads = 0
        self.converted_grad_reads = 0
        self.constant_grad_reads = 0
        self.returned_grads = 0
        self.recorded_passes = 0
        self.graphless_roots = 0
        self.largest = 0
        self.cuts = 0
        self.cleared_grad_reads = 0
        self.rebound_grad_reads = 0
        self.idle_steps = 0
        self.events: list[str] = []
        self._gradients = Gradients()
        self._unrecorded = Unrecorded()
        self._taken: set[float] = set()
        self._emptied: list[torch.Tensor] = []

    def __enter__(self) -> Self:
        self._hook = register_optimizer_step_pre_hook(lambda optimizer, *_: self._optimizer_steps(optimizer))
        super().__enter__()  # type: ignore[no-untyped-call]
        return self

    def __exit__(self, *exception: object) -> None:
        self._hook.remove()
        super().__exit__(*exception)  # type: ignore[no-untyped-call]

    def _optimizer_steps(self, optimizer: torch.optim.Optimizer) -> None:
        parameters = [parameter for group in optimizer.param_groups for parameter in group["params"]]
        self.idle_steps += all(parameter.grad is None for parameter in parameters)
        self._happened(STEP)

    def _happened(self, event: str | None) -> None:
        if event and not (event == STEP and self.events[-1:] == [STEP]):
            self.events.append(event)

    def __torch_function__(
        self, func: Func, types: object, args: Arguments = (), kwargs: dict[str, Any] | None = None
    ) -> object:
        self.adding_passes += adds_up(func, args, kwargs or {})
        try:
            result = func(*args, **(kwargs or {}))
        except RuntimeError:
            roots = _tensors(args[:1]) if func in BACKWARD_CALLS else []
            self.graphless_roots += any(map(self._unrecorded.has, roots))
            raise
        self.largest = max([self.largest, *(part.numel() for part in _tensors([result, *args[:2]]))])
        self._unrecorded.note(func, args, result)
        self._happened(event_of(func, args))
        self._happened(self._gradients.event_of(func, args, result))
        if (leaf := emptied_leaf(func, args)) is not None and BACKWARD in self.events:
            self._emptied.append(leaf)
        if func in BACKWARD_CALLS:
            self._emptied.clear()
            self.backward_passes += 1
            self.returned_grads += func is torch.autograd.grad
            self.recorded_passes += bool((kwargs or {}).get("create_graph"))
        elif func == READ_GRAD and result is None:
            self.empty_grad_reads += args[0].is_leaf and args[0].requires_grad
            self.cleared_grad_reads += any(args[0] is leaf for leaf in self._emptied)
            self.nonleaf_grad_reads += not args[0].is_leaf
            self.rebound_grad_reads += self._gradients.is_rebound(args[0])
            self.converted_grad_reads += not args[0].is_leaf and args[0].grad_fn.name() == _CONVERSION
            self.constant_grad_reads += not args[0].requires_grad
        elif func in _GIVE_NUMBERS:
            self._taken |= set(_fractions([result])) if args[0].requires_grad else set()
        elif func in _COPY_VALUES and any(part.requires_grad for part in _tensors(args[:1])):
            self.cuts += result.is_leaf and all(result is not part for part in _tensors(args[:1]))
        elif self._taken:
            self.cuts += any(number in self._taken for number in _fractions(args))
        return result


def _parts(data: Iterable[object]) -> Iterator[object]:
    for item in data:
        if isinstance(item, list | tuple):
            yield from _parts(item)
        else:
            yield item


def _tensors(data: Iterable[object]) -> list[torch.Tensor]:
    return [item for item in _parts(data) if isinstance(item, torch.Tensor)]


def _fractions(data: Iterable[object]) -> list[float]:
    """The numbers in `data` that can be recognised again; whole ones cannot, since they turn up everywhere."""
    return [item for item in _parts(data) if isinstance(item, float) and not item.is_integer()]


_GIVE_NUMBERS = (torch.Tensor.item, torch.Tensor.__float__, torch.Tensor.tolist)
_COPY_VALUES = (torch.tensor, torch.as_tensor)
_CONVERSION = "ToCopyBackward0"
