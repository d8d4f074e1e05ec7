"""Checks of derivatives: the answer against finite differences of the function itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import torch

from gradschool import oracle
from gradschool.check.core import wording
from gradschool.check.core.arguments import as_inputs, fresh
from gradschool.check.core.ask import Reply, ask
from gradschool.check.core.compare import compare
from gradschool.check.core.message import CheckFailed
from gradschool.check.core.question import Expected, Question
from gradschool.check.core.structure import tensors_of
from gradschool.diagnose.from_observations import unrecorded

SOURCE = "finite differences"
EVERY_ROW = "All rows come from one graph: keep it in every pass, with retain_graph=True."
# a point where finite differences know less than this share of the value, or this at zero, cannot judge
TOO_VAGUE, TOO_VAGUE_AT_ZERO = 1e-3, 1e-6


def derivative(answer, of, at, *, dtype=torch.float64, device=None, rtol=None, mistakes=None, do=None, read=None):
    """Check that `answer(x)` is the derivative of `of` at x, for numbers x.

    Parameters
    ----------
    answer : callable
        The student's function: takes a float64 tensor of shape (), returns a tensor of shape ().
    of : callable
        The function to differentiate, shape () to shape ().
    at : iterable
        The points: numbers or tensors of shape (), away from kinks of `of`.
    dtype : torch.dtype or tuple of them
        The types that an answer may have; the tolerance follows the type of the answer.
    device : torch.device, optional
        Where the points are put; by default where they are.
    rtol : float, optional
        Tolerance as a share of the right value, instead of the one of the answer's type.
    mistakes : mapping, optional
        Name of a mistake -> what somebody who makes it would answer, a function with the
        arguments of `answer`.
    do, read : str, optional
        The remedy where no mistake is named, and where to read, written "NN · Section title".

    Prints one line if all points agree.

    Raises
    ------
    CheckFailed
        If a call raises, or an answer differs in type, dtype, shape, finiteness or value.
    """
    question = _question("derivative", answer, of, dtype, rtol, mistakes, do, read)
    _run(question, at, device, oracle.derivative)


def gradient(answer, of, at, *, dtype=torch.float64, device=None, rtol=None, mistakes=None, do=None, read=None):
    """Check that `answer(*inputs)` is the gradient of `of`, whose value has one element.

    `at` holds points: one tensor or number, or a tuple with one for each input. For several
    inputs the answer is a tuple with one gradient, of the input's shape, for each of them. All
    else as in `derivative`.
    """
    question = _question("gradient", answer, of, dtype, rtol, mistakes, do, read)
    _run(question, at, device, oracle.gradient)


def jacobian(
    answer,
    of,
    at,
    *,
    takes_function=False,
    dtype=torch.float64,
    device=None,
    rtol=None,
    mistakes=None,
    do=None,
    read=None,
):
    """Check that `answer(*inputs)` is the Jacobian of `of`: shape output.shape + input.shape.

    One Jacobian for each input, as a tuple where there are several. With `takes_function` the call
    is `answer(of, *inputs)`; the functions in `mistakes` do not get `of`. All else as in `derivative`.
    """
    question = _question("jacobian", answer, of, dtype, rtol, mistakes, do, read, takes_function)
    _run(question, at, device, oracle.jacobian)


def hessian(answer, of, at, *, dtype=torch.float64, device=None, rtol=None, mistakes=None, do=None, read=None):
    """Check that `answer(x)` is the Hessian of `of` at one input x: shape x.shape + x.shape.

    All else as in `derivative`.
    """
    question = _question("hessian", answer, of, dtype, rtol, mistakes, do, read)
    _run(question, at, device, oracle.hessian)


def vjp(
    answer,
    of,
    at,
    *,
    seed=0,
    takes_function=False,
    dtype=torch.float64,
    device=None,
    rtol=None,
    mistakes=None,
    do=None,
    read=None,
):
    """Check that `answer(*inputs, v)` is the product vᵀJ with the Jacobian J of `of`.

    A random cotangent v, of the shape of the value of `of`, is drawn from N(0, 1) for each point;
    `seed` fixes the draw. One product, of the input's shape, for each input. With `takes_function`
    the call is `answer(of, *inputs, v)`, as in `jacobian`. All else as in `derivative`.
    """
    question = _question("vjp", answer, of, dtype, rtol, mistakes, do, read, takes_function)
    points = []
    for k, point in enumerate(at):
        inputs = as_inputs(point, device)
        value = of(*fresh(inputs))
        points.append((*inputs, oracle.random_cotangent(value.shape, seed + k, value.device)))
    _run(question, points, device, lambda of, *args: oracle.vjp(of, *args[:-1], cotangent=args[-1]), extra=1)


def _question(
    kind, answer, of, dtype, rtol, mistakes: Mapping[str, Callable] | None, do, read, takes_function=False
) -> Question:
    product = {"vjp": "vᵀJ for", "jacobian": "the Jacobian of", "hessian": "the Hessian of"}
    headline = f"{wording.name_of(answer)} is not {product.get(kind, f'the {kind} of')} {wording.name_of(of)}"
    dtypes = dtype if isinstance(dtype, tuple) else (dtype,)
    leading = (of,) if takes_function else ()
    return Question(headline, kind, answer, of, SOURCE, dtypes, rtol, mistakes or {}, do, read, leading)


def _run(question: Question, at: Iterable, device, differences: Callable, extra: int = 0) -> None:
    """Ask at every point first, then compare: a diagnosis needs all the answers.

    The last `extra` arguments of a point are not inputs that are differentiated by.
    """
    points = [as_inputs(point, device) for point in at]
    if not points:
        raise ValueError("a check needs at least one point")
    expected = [_expected(question, point, differences, extra) for point in points]
    answers, added, seconds = [], [], False
    for point, right in zip(points, expected, strict=True):
        reply = _reply(question, point)
        answers.append(tensors_of(reply, [tuple(value.shape) for value in right.values], question, point))
        added.append(reply.adding_passes)
        seconds = seconds or not unrecorded(reply)
    if question.kind == "hessian" and not seconds:
        zeros = {"HESSIAN_NO_GRAPH": lambda x: torch.zeros(2 * x.shape, dtype=torch.float64)}
        question = replace(question, counterfactuals=dict(question.counterfactuals) | zeros)
    compare(question, points, answers, expected, added)


def _reply(question: Question, point: tuple) -> Reply:
    """The answer to a call; where rows are taken from one graph, adding the values up is no cure for a freed one."""
    try:
        return ask(question.answer, (*question.leading, *point), question.read)
    except CheckFailed as failure:
        if question.kind == "jacobian" and failure.mistake == "FREED_GRAPH":
            raise failure.advised(EVERY_ROW) from failure.__cause__
        raise


def _expected(question: Question, point: tuple, differences: Callable, extra: int) -> Expected:
    found = differences(question.of, *point)
    estimates = found if isinstance(found, tuple) else (found,)
    values = tuple(estimate.value.cpu() for estimate in estimates)
    errors = tuple(estimate.error.cpu() for estimate in estimates)
    expected = Expected(values, errors, _natural_scale(question, point[: len(point) - extra]))
    for part, error in enumerate(errors):
        if error.numel() and float(error.max()) > TOO_VAGUE * expected.scale(part) + TOO_VAGUE_AT_ZERO:
            raise ValueError(
                f"finite differences of {wording.name_of(question.of)} are too uncertain to judge by at "
                f"{wording.call(question.of, point)}: choose another point"
            )
    return expected


def _natural_scale(question: Question, inputs: tuple) -> float:
    """|f| / |x|, the size that a slope has unless terms cancel: what rounding is measured by."""
    if question.kind not in ("derivative", "gradient"):
        return 0.0
    size = max([float(x.abs().max()) for x in inputs if x.numel()], default=1.0)
    return abs(float(question.of(*fresh(inputs)))) / max(size, 1.0)
