"""Checks of second and higher derivatives: Hessians, their products with vectors, Newton's step."""

from collections.abc import Iterable
from dataclasses import replace
from math import comb

import torch

from gradschool import oracle
from gradschool.check.core import wording
from gradschool.check.core.arguments import as_inputs
from gradschool.check.core.ask import ask
from gradschool.check.core.compare import Observation, compare
from gradschool.check.core.judge import judge, never_recorded, require
from gradschool.check.core.memo import once
from gradschool.check.core.question import SOURCE, Expected, Question, estimated, exactly
from gradschool.check.core.structure import tensors_of
from gradschool.diagnose.evidence import Kind

# Up to this many entries a product with the Hessian is compared entry by entry.
FEW = 40
PROBES = 4
ONE_STEP = "One step of full length from x itself: x − H⁻¹ g, with the gradient and the Hessian of f at x."
NOT_RECORDED = "HESSIAN_NO_GRAPH"
# Other mistakes give zeros too: this one is named only if no pass was recorded.
ONLY_IF = {NOT_RECORDED: never_recorded}
WHOLE_MATRIX = "Differentiate the number ⟨gradient, v⟩, or push v through the gradient with jvp: one product."


def gradient_and_hessian(answer, of, at, *, device=None, mistakes=None, do=None, read=None):
    """Check that `answer(x)` is the pair (gradient, Hessian) of `of` at x.

    `at` holds tensors x of shape (n,), float64; of takes one to shape (). The pair has the shapes (n,) and (n, n).
    Prints one line if all agree; raises CheckFailed otherwise. Names HESSIAN_NO_GRAPH where the Hessian is zero
    because no pass was recorded.
    """

    def without_second(x):
        return oracle.gradient(of, x).value, torch.zeros(2 * x.shape, dtype=torch.float64)

    question = Question(
        headline=f"{wording.name_of(answer)} is not the gradient and the Hessian of {wording.name_of(of)}",
        answer=answer,
        kind=Kind.HESSIAN,
        of=of,
        counterfactuals=dict(mistakes or {}) | {NOT_RECORDED: without_second},
        only_if=ONLY_IF,
        do=do,
        read=read,
    )
    points = [as_inputs(x, device) for x in at]
    judge(question, points, lambda x: estimated((oracle.gradient(of, x), oracle.hessian(of, x))))


def hvp(answer, of, at, *, seed=0, takes_function=False, device=None, do=None, read=None):
    """Check that `answer(x, v)` is the product H v of the Hessian of `of` at x with v; shape of x.

    `at` holds float64 tensors x of any shape; v is drawn from N(0, 1) with `seed`. With `takes_function` the call is
    `answer(of, x, v)`. Up to 40 entries are compared one by one with finite differences; of more, the sums ⟨w, H v⟩ for
    random w, which are mixed second differences of (s, t) ↦ of(x + s v + t w). Names HESSIAN_NO_GRAPH for zeros where
    no pass was recorded, NO_ZERO_GRAD for gradient plus product, ONES_COTANGENT for a v that was not used.
    """

    @once
    def hessian(x):
        return oracle.hessian(of, x)

    def product(x, v):
        return _product(hessian(x), x, v)

    question = Question(
        headline=f"{wording.name_of(answer)} is not the Hessian of {wording.name_of(of)} times v",
        answer=answer,
        of=of,
        counterfactuals={
            "NO_ZERO_GRAD": lambda x, v: product(x, v).values[0] + oracle.gradient(of, x).value.cpu(),
            "ONES_COTANGENT": lambda x, v: product(x, torch.ones_like(v)).values,
            NOT_RECORDED: lambda x, v: torch.zeros_like(x),
        },
        only_if=ONLY_IF,
        do=do,
        read=read,
        leading=(of,) if takes_function else (),
    )
    points = []
    for k, (x,) in enumerate(as_inputs(x, device) for x in at):
        points.append((x, oracle.random_cotangent(x.shape, seed + k, x.device)))
    small = [point for point in points if point[0].numel() <= FEW]
    if small or not points:
        judge(question, small, product)
    for point in points:
        if point[0].numel() > FEW:
            _probe(question, point, seed)


def _product(hessian: oracle.Estimate, x: torch.Tensor, v: torch.Tensor) -> Expected:
    n = x.numel()
    value = (hessian.value.reshape(n, n) @ v.reshape(n)).reshape(x.shape)
    error = (hessian.error.reshape(n, n) @ v.reshape(n).abs()).reshape(x.shape)
    return Expected((value.cpu(),), (error.cpu(),))


def _probe(question: Question, point: tuple, seed: int) -> None:
    """Compare sums ⟨w, H v⟩ for a few random w: a product that is wrong in any entry changes all of them."""
    x, v = point
    reply = ask(question.answer, (*question.leading, *point), question.read)
    (got,) = tensors_of(reply, [tuple(x.shape)], question, point)
    # no mistake is named here: what somebody who makes it would answer needs the whole Hessian
    question = replace(question, counterfactuals={})
    if got.shape != x.shape:
        compare(question, [Observation(point, (got,), exactly([torch.zeros(x.shape)]))])
    for k in range(PROBES):
        w = oracle.random_cotangent(x.shape, seed + 1000 + k, x.device)

        def moved(st, w=w):
            return question.of(x + st[0] * v + st[1] * w)

        estimate = oracle.hessian(moved, torch.zeros(2, dtype=torch.float64, device=x.device))
        right, error = float(estimate.value[0, 1]), float(estimate.error[0, 1])
        mine = float((w * got).sum())
        if not abs(mine - right) <= error + 1e-7 * float((w * got).norm() + abs(right)):
            raise question.failed(
                point,
                got=f"⟨w, H v⟩ = {wording.number(mine)}, for a random w of shape {wording.shape(w.shape)}",
                expected=f"{wording.number(right)} by {SOURCE}",
            )
    print(f"{wording.name_of(question.answer)} agrees with {SOURCE} for {PROBES} random sums over {x.numel()} entries")


def matrix_free(answer, at: Iterable, *, passes=4, device=None, do=None, read=None):
    """Check that `answer(*args)` builds no matrix.

    With n the number of entries of its largest tensor argument, no tensor on the way may have more than 4 n entries,
    and no more than `passes` backward passes may be made. A method check: it rests on the word of the process in which
    the student's code runs.
    """
    headline = f"{wording.name_of(answer)} works through the whole matrix"
    question = Question(headline=headline, answer=answer, do=do or WHOLE_MATRIX, read=read)

    def too_much(reply, point):
        n = max(arg.numel() for arg in point if isinstance(arg, torch.Tensor))
        if reply.largest > 4 * n:
            got = f"a tensor with {reply.largest} entries, for n = {n}"
            return question.failed(point, got=got, expected=f"none with more than {4 * n}")
        if reply.backward_passes > passes:
            got = f"{reply.backward_passes} backward passes, for n = {n}"
            return question.failed(point, got=got, expected=f"at most {passes}")
        return None

    says = f"{wording.name_of(answer)} builds no matrix"
    require(question, [as_inputs(args, device) for args in at], too_much, says)


def newton_step(answer, at, *, device=None, do=None, read=None):
    """Check that `answer(f, x)` is the point that one Newton step reaches, x − H⁻¹ g, shape (n,).

    `at` holds pairs (f, x): f takes a float64 tensor of shape (n,) to shape (); g and H are its gradient and Hessian at
    x, by finite differences. Source: Boyd and Vandenberghe, Convex Optimization, §9.5.
    """

    @once
    def slope_and_curvature(f, x):
        return oracle.gradient(f, x).value, oracle.hessian(f, x).value

    def step(change):
        return lambda f, x: change(*slope_and_curvature(f, x))

    def after(change):
        return lambda f, x: x + step(change)(f, x)

    solve = torch.linalg.solve
    resembles = {
        "Look at the sign: Newton's step goes against the gradient, x − H⁻¹ g.": after(lambda g, H: solve(H, g)),
        "This is the step H⁻¹ g alone. Return the point that it leads to.": step(lambda g, H: solve(H, g)),
        "This is the step −H⁻¹ g alone. Return the point that it leads to.": step(lambda g, H: -solve(H, g)),
        "This is x − H g. Solve H d = g for d: torch.linalg.solve(H, g).": after(lambda g, H: -H @ g),
        "This divides by the diagonal of H alone. Solve H d = g with the whole matrix.": after(
            lambda g, H: -g / H.diagonal()
        ),
        "This is a gradient step of length 1. Newton's step uses the curvature: solve H d = g.": after(lambda g, H: -g),
    }
    right = after(lambda g, H: -solve(H, g))
    question = Question(
        headline=f"{wording.name_of(answer)} does not take a Newton step",
        answer=answer,
        rtol=1e-6,
        resembles=resembles,
        do=do or ONE_STEP,
        read=read,
    )
    judge(question, [(f, *as_inputs(x, device)) for f, x in at], lambda f, x: exactly([right(f, x)]))


def derivatives(answer, of, at, order: int, *, device=None, do=None, read=None):
    """Check that `answer(of, x, order)` is the list of the derivatives f′, f″, … of `of` at x, up to `order`.

    `at` holds numbers x, handed over as float64 tensors of shape (); so are the derivatives. They are compared with
    finite differences of that order (`gradschool.oracle.higher_derivative`). Names NO_ZERO_GRAD where one `.grad` has
    gathered the derivatives, HESSIAN_NO_GRAPH where all but the first are zero and no pass was recorded.
    """

    @once
    def estimates(x):
        return [oracle.higher_derivative(of, x, n) for n in range(1, order + 1)]

    def never_cleared(x, order):
        # with value = x.grad in each round, each pass adds the derivative of all that .grad holds
        found, rows = [estimate.value for estimate in estimates(x)], []
        for n in range(order):
            rows.append(sum(comb(n, k) * found[k] for k in range(n + 1)))
        return tuple(rows)

    def without_second(x, order):
        first = estimates(x)[0].value
        return first, *[torch.zeros_like(first)] * (order - 1)

    question = Question(
        headline=f"{wording.name_of(answer)} does not list the derivatives of {wording.name_of(of)}",
        answer=answer,
        of=of,
        counterfactuals={"NO_ZERO_GRAD": never_cleared, NOT_RECORDED: without_second},
        only_if=ONLY_IF,
        do=do,
        read=read,
        leading=(of,),
        container="list",
    )
    points = [(*as_inputs(x, device), order) for x in at]
    judge(question, points, lambda x, order: estimated(tuple(estimates(x))))
