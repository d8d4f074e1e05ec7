"""Call the function under question: fresh float64 tensors go in, plain float64 arrays come out."""

import numbers
from collections.abc import Callable, Iterator

import numpy as np
import torch

from gradschool.oracle.arrays import Array, Function, Input
from gradschool.oracle.errors import NotDeterministic, NotFinite, OracleError

# Results of two equal calls may differ by this many units of rounding: parallel sums on a GPU are not repeatable.
ROUNDING_UNITS = 64


def promote(x: Input, position: int) -> torch.Tensor:
    """Return a detached, contiguous float64 copy of one input, on its own device.

    position: which input it is, counted from 0, for the message. Raises TypeError for what is neither a real number nor
    a floating-point tensor.
    """
    name = f"input {position + 1}"
    if isinstance(x, bool) or not isinstance(x, (torch.Tensor, numbers.Real)):
        remedy = (
            "differentiate by its real and imaginary parts"
            if isinstance(x, numbers.Complex)
            else "pass a number or a floating-point tensor"
        )
        raise TypeError(f"{name} is of type {type(x).__name__}; {remedy}")
    if not isinstance(x, torch.Tensor):
        return torch.tensor(float(x), dtype=torch.float64)
    if x.is_complex():
        raise TypeError(f"{name} is complex ({x.dtype}); differentiate by its real and imaginary parts")
    if not x.is_floating_point():
        raise TypeError(f"{name} has dtype {x.dtype}, which has no derivative; pass {name} as .double()")
    return x.detach().to(torch.float64, copy=True, memory_format=torch.contiguous_format)


class Calls:
    """f as a function of one flat float64 array that holds all its inputs end to end.

    Parameters
    ----------
    f : callable
        Called with fresh float64 tensors of the inputs' shapes, each on the device of its input.
    inputs : tuple
        Numbers or floating-point tensors of any shape.
    cotangent : callable, optional
        Takes the shape of f's output and returns v of that shape; the output is then the one number <v, f>.

    Attributes
    ----------
    inputs : list of tensors
        Detached float64 copies of the inputs.
    x : array (N,)
        The point, which is all inputs end to end.
    shape : torch.Size
        The shape of what f returns.
    base, base_size : arrays (M,)
        f at x, flat, and the size of what was summed into each entry.
    eps : float
        The rounding unit of f's dtype.
    elsewhere : bool
        True if an input is not on the CPU.
    failure : exception or None
        The latest error that f raised in `at`.

    Raises TypeError if an input or the result has a wrong type, NotFinite if x or f(x) is not finite, NotDeterministic
    if a second call at x gives another result.
    """

    def __init__(
        self,
        f: Function,
        inputs: tuple[Input, ...],
        cotangent: Callable[[torch.Size], torch.Tensor] | None = None,
    ) -> None:
        if not inputs:
            raise TypeError("no input given; pass the point at which to differentiate")
        self.f = f
        self.inputs = [promote(x, position) for position, x in enumerate(inputs)]
        self.x = np.concatenate([x.reshape(-1).cpu().numpy() for x in self.inputs])
        self.elsewhere = any(x.device.type != "cpu" for x in self.inputs)
        self.failure: Exception | None = None
        for element in np.flatnonzero(~np.isfinite(self.x)):
            raise NotFinite(f"{self.element(int(element))} is {self.x[element]}")
        (arguments,) = self._arguments(self.x[None])
        first = self._call(arguments)
        self.shape = first.shape
        self.eps = torch.finfo(first.dtype).eps if first.is_floating_point() else torch.finfo(torch.float64).eps
        self.weights: Array | None = None
        if cotangent is not None:
            self.weights = cotangent(self.shape).detach().double().cpu().reshape(-1).numpy()
        raw = _plain(first).flatten()
        if not np.isfinite(raw).all():
            raise NotFinite(f"f is {raw[~np.isfinite(raw)][0]} at the point itself; take a point where it is finite")
        self.base, self.base_size = self._weigh(raw)
        self.repeat(self.x, calls=1, expected=raw)

    def _arguments(self, points: Array) -> Iterator[list[torch.Tensor]]:
        """The inputs at each row of `points` (P, N), in new memory, since f may change its argument or keep it."""
        columns, start = [], 0
        for x in self.inputs:
            columns.append(np.array(points[:, start : start + x.numel()]).reshape(len(points), *x.shape))
            start += x.numel()
        for row in range(len(points)):
            here = [torch.from_numpy(column[row, ...]) for column in columns]
            if self.elsewhere:
                here = [part.to(x.device) for part, x in zip(here, self.inputs, strict=True)]
            yield here

    def _call(self, arguments: list[torch.Tensor]) -> torch.Tensor:
        result = self.f(*arguments)
        if isinstance(result, torch.Tensor):
            if result.is_complex():
                raise TypeError("f returned a complex tensor; return its real and imaginary parts separately")
            return result
        if isinstance(result, numbers.Real):
            return torch.tensor(float(result), dtype=torch.float64)
        hint = {
            "NoneType": "does it end in `return`?",
            "tuple": "return one tensor, torch.stack or torch.cat them",
            "list": "return one tensor, torch.stack them",
            "ndarray": "return torch.as_tensor(result)",
        }
        name = type(result).__name__
        raise TypeError(f"f returned {name}, not a tensor or a number; {hint.get(name, 'return a real tensor')}")

    def _weigh(self, raw: Array) -> tuple[Array, Array]:
        """Values (…, M), and the size of what was summed into each, which sets its rounding error."""
        if self.weights is None:
            return raw, np.abs(raw)
        return (raw @ self.weights)[..., None], (np.abs(raw) @ np.abs(self.weights))[..., None]

    def at(self, points: Array) -> tuple[Array, Array]:
        """Call f at each row of `points` (P, N): values and their sizes, both (P, M), NaN where f is not finite.

        Where f raises an error, its values are NaN too and the error is kept in `failure`: it may say no more than that
        a step left f's domain, so it is raised only if no step works. Raises OracleError if f returns another shape
        than at x.
        """
        found, self.failure = np.full((len(points), *self.shape), np.nan), None
        for row, arguments in enumerate(self._arguments(points)):
            try:
                result = self._call(arguments)
            except Exception as failure:
                self.failure = failure
                continue
            if result.shape != self.shape:
                raise OracleError(
                    f"f returned shape {tuple(result.shape)} beside a point where it returned "
                    f"{tuple(self.shape)}; its shape must not depend on the values"
                )
            # Copied, since f may return one buffer again and again.
            found[row] = _plain(result)
        values, sizes = self._weigh(found.reshape(len(points), -1))
        values = np.where(np.isfinite(values), values, np.nan)
        return values, sizes

    def repeat(self, point: Array, calls: int, expected: Array | None = None) -> None:
        """Call f `calls` times at `point` (N,); raise NotDeterministic if two results differ by more than rounding.

        expected: the result (M,) of an earlier call at the point, if there was one.
        """
        for arguments in self._arguments(np.tile(point, (calls, 1))):
            again = _plain(self._call(arguments)).flatten()
            if expected is None:
                expected = again
            units = ROUNDING_UNITS * self.eps
            if again.shape != expected.shape or not np.allclose(
                again, expected, rtol=units, atol=units * _largest(expected), equal_nan=True
            ):
                raise NotDeterministic(
                    "f gave two different results for equal inputs; seed it, switch dropout off "
                    "with eval(), and keep no state between calls"
                )

    def element(self, index: int) -> str:
        """Name entry `index` of x for a message, as in "input 2 at [0, 3]"; raises IndexError beyond the last one."""
        for position, x in enumerate(self.inputs):
            if index < x.numel():
                where = np.unravel_index(index, x.shape)
                name = f"input {position + 1}" if len(self.inputs) > 1 else "the input"
                return f"{name} at {[int(i) for i in where]}" if where else name
            index -= x.numel()
        raise IndexError(index)


def _largest(values: Array) -> float:
    return float(np.abs(values[np.isfinite(values)]).max(initial=0.0))


def _plain(result: torch.Tensor) -> Array:
    """A result as a float64 array of the same shape, which may share its memory."""
    return (result if result.dtype is torch.float64 else result.double()).numpy(force=True)
