"""The five questions one can put to the oracle."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch

from gradschool.oracle.calls import Calls
from gradschool.oracle.errors import OracleError
from gradschool.oracle.first import jacobian_entries
from gradschool.oracle.second import hessian_entries


@dataclass(frozen=True, eq=False)
class Estimate:
    """value: float64 tensor; error: float64 tensor of the same shape, |true value - value| <= error elementwise."""

    value: torch.Tensor
    error: torch.Tensor


def derivative(f: Callable, x) -> Estimate:
    """f'(x) for f from one number to one number.

    f: called with 0-dim float64 tensors, returns a tensor of one element or a number. x: a number or 0-dim tensor.
    Value and error are 0-dim. Raises OracleError if x or f(x) has another size, and whatever `gradient` raises.
    """
    if isinstance(x, torch.Tensor) and x.ndim:
        raise OracleError(f"derivative takes a number or a 0-dim tensor, not shape {tuple(x.shape)}; use gradient")
    calls = _one_output(f, (x,), "derivative")
    return _estimates(calls, *jacobian_entries(calls), shape=())


def gradient(f: Callable, *inputs) -> Estimate | tuple[Estimate, ...]:
    """Gradient of a function that returns one element, by each of its inputs.

    f: called with fresh float64 tensors on the inputs' own devices. inputs: numbers, or floating-point tensors of any
    shape. One Estimate in the shape of the input; a tuple of them for several inputs.
    Raises OracleError if f returns more or less than one element; NotSmooth at a kink or a jump; NotFinite where f is
    NaN or infinite at the point or right beside it; NotDeterministic if equal calls differ; TypeError for integer,
    boolean or complex inputs and for a result that is not a real tensor or number. An error that f itself raises at the
    point passes through.
    """
    calls = _one_output(f, inputs, "gradient")
    return _estimates(calls, *jacobian_entries(calls), shape=())


def jacobian(f: Callable, *inputs) -> Estimate | tuple[Estimate, ...]:
    """Derivative of every output element by every input element; shape: output's, then input's.

    f: returns one tensor of any shape, or a number. Arguments, result and errors otherwise as for `gradient`.
    """
    calls = Calls(f, inputs)
    return _estimates(calls, *jacobian_entries(calls), shape=calls.shape)


def hessian(f: Callable, *inputs) -> Estimate | tuple[tuple[Estimate, ...], ...]:
    """Second derivatives of a function that returns one element; symmetric.

    One Estimate of shape input's + input's; for several inputs a tuple of tuples, [i][j] of shape input i's + input
    j's. Arguments and errors as for `gradient`; NotSmooth also where only the slope has a kink.
    """
    calls = _one_output(f, inputs, "hessian")
    value, error = hessian_entries(calls)
    rows, start = [], 0
    for x in calls.inputs:
        rows_of_x = slice(start, start + x.numel())
        start += x.numel()
        rows.append(_estimates(calls, value[rows_of_x], error[rows_of_x], shape=x.shape))
    return tuple(rows) if len(rows) > 1 else rows[0]


def vjp(f: Callable, *inputs, cotangent: torch.Tensor | None = None, seed: int = 0) -> Estimate | tuple[Estimate, ...]:
    """vᵀJ, which is the gradient of <v, f(x)>; one Estimate in the shape of each input.

    cotangent: v, real, in the shape of f's output; None draws `random_cotangent(shape, seed)`.
    Raises OracleError if the shapes differ. Arguments, result and errors otherwise as for `gradient`.
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
    return _estimates(calls, *jacobian_entries(calls), shape=())


def random_cotangent(shape, seed: int = 0, device=None) -> torch.Tensor:
    """float64 tensor from N(0, 1), the same on every device for the same seed; leaves the global generator alone."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(tuple(shape), generator=generator, dtype=torch.float64).to(device or "cpu")


def _one_output(f: Callable, inputs: tuple, question: str) -> Calls:
    calls = Calls(f, inputs)
    if calls.base.size != 1:
        raise OracleError(
            f"{question} needs f to return one element, but it returned shape {tuple(calls.shape)}; "
            "use jacobian or vjp, or reduce it with .sum()"
        )
    return calls


def _estimates(calls: Calls, value: np.ndarray, error: np.ndarray, shape) -> Estimate | tuple[Estimate, ...]:
    """Cut (M, N) into one Estimate for each input, of shape `shape` + input's, on the input's device."""
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
    return tuple(estimates) if len(estimates) > 1 else estimates[0]
