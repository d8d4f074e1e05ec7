"""The five questions that the oracle answers: derivative, gradient, jacobian, hessian and vjp."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import torch

from gradschool.oracle.arrays import Array, Function, Input
from gradschool.oracle.calls import Calls
from gradschool.oracle.errors import OracleError
from gradschool.oracle.first import jacobian_entries
from gradschool.oracle.second import hessian_entries


@dataclass(frozen=True, eq=False)
class Estimate:
    """A derivative and how far it may be off: |true value - value| <= error, entry by entry.

    value, error: float64 tensors of one shape, on the device of the input that they differentiate by.
    """

    value: torch.Tensor
    error: torch.Tensor


def derivative(f: Function, x: Input) -> Estimate:
    """The derivative f'(x) of a function from one number to one number.

    f: called with 0-dim float64 tensors; returns a tensor of one element or a number. x: a number or a 0-dim tensor.
    Value and error are 0-dim. Raises OracleError if x is not 0-dim or f(x) has more or less than one element; the other
    errors are those of `gradient`.
    """
    if isinstance(x, torch.Tensor) and x.ndim:
        raise OracleError(f"derivative takes a number or a 0-dim tensor, not shape {tuple(x.shape)}; use gradient")
    calls = _one_output(f, (x,), "derivative")
    (estimate,) = _estimates(calls, *jacobian_entries(calls), shape=())
    return estimate


@overload
def gradient(f: Function, x: Input, /) -> Estimate: ...
@overload
def gradient(f: Function, /, *inputs: Input) -> Estimate | tuple[Estimate, ...]: ...
def gradient(f: Function, *inputs: Input) -> Estimate | tuple[Estimate, ...]:
    """The gradient of a function that returns one element, by each of its inputs.

    f: called with fresh float64 tensors, each on the device of its input; returns a tensor of one element or a number.
    inputs: numbers, or floating-point tensors of any shape. Returns one Estimate in the shape of the input; a tuple of
    them, one for each input, if there are several.

    Raises OracleError if f returns more or less than one element; NotSmooth at a kink or a jump; NotFinite if f is NaN
    or infinite at the point or right beside it; NotDeterministic if equal calls differ; TypeError for an integer,
    boolean or complex tensor as an input, and for a result that is not a real tensor or number. An error that f itself
    raises at the point passes through.
    """
    calls = _one_output(f, inputs, "gradient")
    return _one_or_all(_estimates(calls, *jacobian_entries(calls), shape=()))


@overload
def jacobian(f: Function, x: Input, /) -> Estimate: ...
@overload
def jacobian(f: Function, /, *inputs: Input) -> Estimate | tuple[Estimate, ...]: ...
def jacobian(f: Function, *inputs: Input) -> Estimate | tuple[Estimate, ...]:
    """The derivative of every output element by every input element.

    f: returns one tensor of any shape, or a number. The shape of the Estimate is the output's followed by the input's;
    several inputs give a tuple of Estimates. Inputs and errors are otherwise those of `gradient`.
    """
    calls = Calls(f, inputs)
    return _one_or_all(_estimates(calls, *jacobian_entries(calls), shape=calls.shape))


@overload
def hessian(f: Function, x: Input, /) -> Estimate: ...
@overload
def hessian(f: Function, /, *inputs: Input) -> Estimate | tuple[tuple[Estimate, ...], ...]: ...
def hessian(f: Function, *inputs: Input) -> Estimate | tuple[tuple[Estimate, ...], ...]:
    """The second derivatives of a function that returns one element, symmetric in the two inputs.

    f, inputs: as for `gradient`. The shape of the Estimate is the input's twice over. Several inputs give a tuple of
    tuples: entry [i][j] has the shape of input i followed by that of input j. Errors are those of `gradient`; NotSmooth
    also where f has a slope, but that slope has a kink.
    """
    calls = _one_output(f, inputs, "hessian")
    value, error = hessian_entries(calls)
    rows, start = [], 0
    for x in calls.inputs:
        rows_of_x = slice(start, start + x.numel())
        start += x.numel()
        rows.append(_estimates(calls, value[rows_of_x], error[rows_of_x], shape=x.shape))
    return tuple(rows) if len(rows) > 1 else rows[0][0]


@overload
def vjp(f: Function, x: Input, /, *, cotangent: torch.Tensor | None = None, seed: int = 0) -> Estimate: ...
@overload
def vjp(
    f: Function, /, *inputs: Input, cotangent: torch.Tensor | None = None, seed: int = 0
) -> Estimate | tuple[Estimate, ...]: ...
def vjp(
    f: Function, *inputs: Input, cotangent: torch.Tensor | None = None, seed: int = 0
) -> Estimate | tuple[Estimate, ...]:
    """The vector-Jacobian product vᵀJ, computed as the gradient of the number <v, f(x)>.

    f: returns one tensor of any shape, or a number. cotangent: v, a real tensor in the shape of f's output; None stands
    for `random_cotangent(shape, seed)`. Returns one Estimate in the shape of the input, or a tuple of them. Raises
    OracleError if the shapes of v and of f's output differ; inputs and errors are otherwise those of `gradient`.
    """

    def given(shape: torch.Size) -> torch.Tensor:
        if cotangent is None:
            return random_cotangent(shape, seed)
        if cotangent.shape != shape:
            raise OracleError(
                f"the cotangent has shape {tuple(cotangent.shape)}, f returned {tuple(shape)}; they must be equal"
            )
        return cotangent

    calls = Calls(f, inputs, given)
    return _one_or_all(_estimates(calls, *jacobian_entries(calls), shape=()))


def random_cotangent(shape: Sequence[int], seed: int = 0, device: torch.device | str | None = None) -> torch.Tensor:
    """Draw a float64 tensor of this shape from N(0, 1), on the CPU or on `device`.

    The same seed gives the same numbers on every device. The global random generator is left alone.
    """
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(tuple(shape), generator=generator, dtype=torch.float64).to(device or "cpu")


def _one_output(f: Function, inputs: tuple[Input, ...], question: str) -> Calls:
    calls = Calls(f, inputs)
    if calls.base.size != 1:
        raise OracleError(
            f"{question} needs f to return one element, but it returned shape {tuple(calls.shape)}; "
            "use jacobian or vjp, or reduce it with .sum()"
        )
    return calls


def _estimates(calls: Calls, value: Array, error: Array, shape: Sequence[int]) -> tuple[Estimate, ...]:
    """Cut arrays (M, N) into one Estimate for each input, of shape `shape` + input's, on the input's device."""
    estimates, start = [], 0
    for x in calls.inputs:
        columns = slice(start, start + x.numel())
        start += x.numel()
        estimates.append(
            Estimate(
                *(
                    torch.tensor(array[:, columns], device=x.device).reshape((*shape, *x.shape))
                    for array in (value, error)
                )
            )
        )
    return tuple(estimates)


def _one_or_all(estimates: tuple[Estimate, ...]) -> Estimate | tuple[Estimate, ...]:
    return estimates if len(estimates) > 1 else estimates[0]
