"""Checks of derivatives: the answer against finite differences of the function itself."""

from collections.abc import Callable, Mapping

import torch

from gradschool import oracle
from gradschool.check.core import wording
from gradschool.check.core.arguments import as_inputs, fresh
from gradschool.check.core.check_failed import CheckFailed
from gradschool.check.core.judge import judge, never_recorded
from gradschool.check.core.question import Expected, Question, estimated
from gradschool.diagnose.evidence import Counterfactual, Kind

EVERY_ROW = "All rows come from one graph: keep it in every pass, with retain_graph=True."
# Where the error of finite differences is above this share of the value (or this size, at zero), they cannot judge.
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
    question = _question(Kind.DERIVATIVE, answer, of, dtype, rtol, mistakes, do, read)
    judge(question, [as_inputs(x, device) for x in at], _differences(question, oracle.derivative))


def gradient(answer, of, at, *, dtype=torch.float64, device=None, rtol=None, mistakes=None, do=None, read=None):
    """Check that `answer(*inputs)` is the gradient of `of`, whose value has one element.

    `at` holds points: one tensor or number, or a tuple with one for each input. For several
    inputs the answer is a tuple with one gradient, of the input's shape, for each of them. All
    else as in `derivative`.
    """
    question = _question(Kind.GRADIENT, answer, of, dtype, rtol, mistakes, do, read)
    judge(question, [as_inputs(point, device) for point in at], _differences(question, oracle.gradient))


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
    question = _question(Kind.JACOBIAN, answer, of, dtype, rtol, mistakes, do, read, takes_function)
    try:
        judge(question, [as_inputs(point, device) for point in at], _differences(question, oracle.jacobian))
    except CheckFailed as failure:
        if failure.mistake != "FREED_GRAPH":
            raise
        # rows are wanted one by one: adding the values up, as the mistake's own remedy says, is no cure here
        raise failure.advised(EVERY_ROW) from failure.__cause__


def hessian(answer, of, at, *, dtype=torch.float64, device=None, rtol=None, mistakes=None, do=None, read=None):
    """Check that `answer(x)` is the Hessian of `of` at one input x: shape x.shape + x.shape.

    Names HESSIAN_NO_GRAPH for zeros where no pass was recorded. All else as in `derivative`.
    """
    named = dict(mistakes or {}) | {"HESSIAN_NO_GRAPH": lambda x: torch.zeros(2 * x.shape, dtype=torch.float64)}
    only_if = {"HESSIAN_NO_GRAPH": never_recorded}
    question = _question(Kind.HESSIAN, answer, of, dtype, rtol, named, do, read, only_if=only_if)
    judge(question, [as_inputs(x, device) for x in at], _differences(question, oracle.hessian))


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
    question = _question(Kind.VJP, answer, of, dtype, rtol, mistakes, do, read, takes_function)
    points = []
    for k, point in enumerate(at):
        inputs = as_inputs(point, device)
        value = of(*fresh(inputs))
        points.append((*inputs, oracle.random_cotangent(value.shape, seed + k, value.device)))
    judge(question, points, _differences(question, lambda of, *args: oracle.vjp(of, *args[:-1], cotangent=args[-1])))


def _question(
    kind: Kind,
    answer,
    of: Callable,
    dtype,
    rtol: float | None,
    mistakes: Mapping[str, Counterfactual] | None,
    do: str | None,
    read: str | None,
    takes_function: bool = False,
    only_if: Mapping[str, Callable] | None = None,
) -> Question:
    what = {Kind.VJP: "vᵀJ for", Kind.JACOBIAN: "the Jacobian of", Kind.HESSIAN: "the Hessian of"}
    return Question(
        headline=f"{wording.name_of(answer)} is not {what.get(kind, f'the {kind} of')} {wording.name_of(of)}",
        answer=answer,
        kind=kind,
        of=of,
        dtypes=dtype if isinstance(dtype, tuple) else (dtype,),
        rtol=rtol,
        counterfactuals=mistakes or {},
        only_if=only_if or {},
        do=do,
        read=read,
        leading=(of,) if takes_function else (),
    )


def _differences(question: Question, estimate: Callable) -> Callable[..., Expected]:
    """Return the right answer as a function of a point: finite differences of the question's function.

    That function raises ValueError at a point where they are too uncertain to judge by.
    """

    def right(*point) -> Expected:
        expected = estimated(estimate(question.of, *point), _natural_scale(question, point))
        for part, error in enumerate(expected.errors):
            if error.numel() and float(error.max()) > TOO_VAGUE * expected.scale(part) + TOO_VAGUE_AT_ZERO:
                raise ValueError(
                    f"finite differences of {wording.name_of(question.of)} are too uncertain to judge by at "
                    f"{wording.call(question.of, point)}: choose another point"
                )
        return expected

    return right


def _natural_scale(question: Question, inputs: tuple) -> float:
    """Return |f| / |x|, the size that a slope has unless terms cancel: what rounding is measured by."""
    if question.of is None or question.kind not in (Kind.DERIVATIVE, Kind.GRADIENT):
        return 0.0
    size = max([float(x.abs().max()) for x in inputs if x.numel()], default=1.0)
    return abs(float(question.of(*fresh(inputs)))) / max(size, 1.0)
