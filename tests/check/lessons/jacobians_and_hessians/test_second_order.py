"""Checks of second and higher derivatives accept right answers by any method, and say what is wrong with others."""

import pytest
import torch
from check_support import failed
from torch.func import grad, hessian, jvp

from gradschool import check, oracle

X = check.draw(3, (3,), seed=1)


def bend(x):
    return x[0] ** 2 * x[1] + x[1] * x[2] ** 3


def chain(x):
    return (x**3).sum() + (x[1:] * x[:-1]).sum()


def unrecorded_slopes(x):
    x = x.clone().requires_grad_() if not x.requires_grad else x
    return torch.autograd.grad(bend(x), x)[0]


def silent_zeros(x):
    return torch.autograd.functional.jacobian(unrecorded_slopes, x)


# --- gradient and Hessian ---


def test_a_right_pair_passes(capsys):
    check.gradient_and_hessian(lambda x: (grad(bend)(x), hessian(bend)(x)), of=bend, at=X)
    assert capsys.readouterr().out.startswith("your function agrees with finite differences at 3 points")


def test_zeros_of_a_gradient_that_was_not_recorded_are_named():
    error = failed(check.gradient_and_hessian, lambda x: (unrecorded_slopes(x), silent_zeros(x)), of=bend, at=X)
    assert error.mistake == "HESSIAN_NO_GRAPH"
    assert failed(check.hessian, silent_zeros, of=bend, at=X).mistake == "HESSIAN_NO_GRAPH"


def test_zeros_from_elsewhere_are_not_named():
    error = failed(check.hessian, lambda x: hessian(bend)(x) * 0, of=bend, at=X)
    assert error.mistake is None
    error = failed(check.hessian, lambda x: x.new_zeros(3, 3), of=bend, at=X)
    assert error.mistake is None


def test_a_hessian_alone_is_told_that_a_pair_is_wanted():
    assert "a tuple of 2" in failed(check.gradient_and_hessian, hessian(bend), of=bend, at=X).lines[3]


# --- products with the Hessian ---


def test_right_products_pass_for_few_and_for_many_variables(capsys):
    check.hvp(lambda x, v: jvp(grad(bend), (x,), (v,))[1], of=bend, at=X)
    check.hvp(
        lambda f, x, v: jvp(grad(f), (x,), (v,))[1], of=chain, at=check.draw(1, (10_000,), seed=2), takes_function=True
    )
    assert "over 10000 entries" in capsys.readouterr().out


@pytest.mark.parametrize("size", [4, 500])
@pytest.mark.parametrize(
    "wrong",
    [
        lambda x, v: 6 * x * v,
        lambda x, v: 3 * x**2 * v,
        lambda x, v: jvp(grad(chain), (x,), (v,))[1] * (1 + 1e-5),
        lambda x, v: jvp(grad(chain), (x,), (v.roll(1),))[1],
    ],
    ids=["diagonal", "gradient times v", "slightly large", "another vector"],
)
def test_wrong_products_fail_at_any_size(wrong, size):
    assert failed(check.hvp, wrong, of=chain, at=check.draw(2, (size,), seed=3)).mistake is None


def test_one_wrong_entry_among_many_is_found():
    def nearly(x, v):
        product = jvp(grad(chain), (x,), (v,))[1]
        product[77] += 1e-3
        return product

    assert "⟨w, H v⟩" in failed(check.hvp, nearly, of=chain, at=check.draw(1, (1000,), seed=4)).lines[2]


def test_products_at_no_point_are_the_author_s_error():
    with pytest.raises(ValueError, match="at least one point"):
        check.hvp(lambda x, v: v, of=bend, at=[])


def test_another_shape_is_told_so_at_any_size():
    for size in (4, 500):
        error = failed(check.hvp, lambda x, v: x.sum(), of=chain, at=check.draw(1, (size,), seed=5))
        assert "shape ()" in error.lines[2]


def gradient_and_product(x, v):
    x = x.clone().requires_grad_()
    chain(x).backward(create_graph=True)
    (x.grad.clone() * v).sum().backward()
    return x.grad


def test_a_gradient_left_in_grad_and_a_forgotten_vector_are_named():
    points = check.draw(3, (4,), seed=6)
    assert failed(check.hvp, gradient_and_product, of=chain, at=points).mistake == "NO_ZERO_GRAD"
    ones = failed(check.hvp, lambda x, v: jvp(grad(chain), (x,), (torch.ones_like(v),))[1], of=chain, at=points)
    assert ones.mistake == "ONES_COTANGENT"


def test_matrix_free_means_few_passes_and_no_large_tensor(capsys):
    x, v = check.draw(2, (100,), seed=7)
    check.matrix_free(lambda f, x, v: jvp(grad(f), (x,), (v,))[1], at=[(chain, x, v)])
    assert capsys.readouterr().out == "your function builds no matrix\n"
    whole = failed(check.matrix_free, lambda f, x, v: hessian(f)(x) @ v, at=[(chain, x, v)])
    assert "10000 entries" in whole.lines[2]

    def rows(f, x, v):
        x = x.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(f(x), x, create_graph=True)
        return torch.stack([torch.autograd.grad(entry, x, retain_graph=True)[0] @ v for entry in gradient])

    assert "101 backward passes" in failed(check.matrix_free, rows, at=[(chain, x, v)]).lines[2]


# --- Newton's step ---


def test_a_newton_step_may_be_solved_or_inverted(capsys):
    points = [(bend, x) for x in check.draw(3, (3,), seed=8, low=0.5, high=1.5)]
    check.newton_step(lambda f, x: x - torch.linalg.solve(hessian(f)(x), grad(f)(x)), at=points)
    check.newton_step(lambda f, x: x - torch.linalg.inv(hessian(f)(x)) @ grad(f)(x), at=points)
    assert capsys.readouterr().out.count("agrees with finite differences at 3 points") == 2


@pytest.mark.parametrize(
    "change, advice",
    [
        (lambda H, g: torch.linalg.solve(H, g), "sign"),
        (lambda H, g: -H @ g, "x − H g"),
        (lambda H, g: -g, "gradient step"),
    ],
)
def test_other_steps_get_their_own_advice(change, advice):
    points = [(bend, x) for x in check.draw(2, (3,), seed=9, low=0.5, high=1.5)]
    error = failed(check.newton_step, lambda f, x: x + change(hessian(f)(x), grad(f)(x)), at=points)
    assert error.mistake is None and advice in str(error)


def test_a_hessian_of_zeros_without_inverse_is_named():
    points = [(bend, x) for x in X]
    error = failed(check.newton_step, lambda f, x: x - torch.linalg.solve(silent_zeros(x), x), at=points)
    assert error.mistake == "HESSIAN_NO_GRAPH"


def test_a_singular_matrix_from_elsewhere_is_not_named():
    points = [(bend, x) for x in X]
    assert failed(check.newton_step, lambda f, x: torch.linalg.solve(x.new_zeros(3, 3), x), at=points).mistake is None


# --- derivatives of any order ---


def all_derivatives(f, x, order):
    found = []
    for _ in range(order):
        f = grad(f)
        found.append(f(x))
    return found


def never_cleared(f, x, order):
    x = x.clone().requires_grad_()
    value, found = f(x), []
    for _ in range(order):
        value.backward(create_graph=True)
        value = x.grad.clone()
        found.append(value.detach())
    return found


def test_derivatives_of_several_orders_pass(capsys):
    check.derivatives(all_derivatives, of=torch.sin, at=[-1.0, 0.3], order=5)
    check.derivatives(lambda f, x, n: tuple(all_derivatives(f, x, n)), of=torch.sin, at=[0.3], order=2)
    assert capsys.readouterr().out.count("agrees with finite differences") == 2


def test_a_grad_that_gathers_derivatives_is_named():
    assert failed(check.derivatives, never_cleared, of=torch.exp, at=[0.1, 0.2], order=3).mistake == "NO_ZERO_GRAD"


def test_other_lists_are_not_named():
    for wrong in (lambda f, x, n: all_derivatives(f, x, n)[::-1], lambda f, x, n: [grad(f)(x)] * n):
        assert failed(check.derivatives, wrong, of=torch.sin, at=[0.3, 1.0], order=3).mistake is None


@pytest.mark.parametrize(
    "f",
    [torch.sin, torch.tanh, lambda x: x**4, lambda x: 1 / (3 + x**2), lambda x: x * torch.exp(x)],
    ids=["sin", "tanh", "quartic", "rational", "exponential"],
)
@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_the_referee_s_own_bound_holds_for_every_order(f, order):
    exact = f
    for _ in range(order):
        exact = grad(exact)
    for x in (-1.1, 0.4, 1.7):
        estimate = oracle.higher_derivative(f, x, order)
        right = exact(torch.tensor(x, dtype=torch.float64))
        assert (estimate.value - right).abs() <= estimate.error <= 1e-6


def test_where_there_is_no_such_derivative_the_referee_says_so():
    with pytest.raises(oracle.NotFinite):
        oracle.higher_derivative(torch.log, 0.1, 3)
    with pytest.raises(oracle.NotSmooth):
        oracle.higher_derivative(torch.abs, 0.01, 2)


# --- advice ---


def loop_of_recorded_passes(f, x, order):
    x = x.clone().requires_grad_()
    value, found = f(x), []
    for _ in range(order):
        (value,) = torch.autograd.grad(value, x, create_graph=True)
        found.append(value.detach())
    return found


def first_pass_recorded_only(f, x, order):
    x = x.clone().requires_grad_()
    value, found = f(x), []
    for k in range(order):
        (value,) = torch.autograd.grad(value, x, create_graph=k == 0)
        found.append(value.detach())
    return found


def test_a_constant_derivative_is_told_from_a_pass_that_was_not_recorded():
    error = failed(check.derivatives, loop_of_recorded_passes, of=lambda x: 3 * x, at=[0.5], order=2)
    assert error.mistake is None
    assert "does not depend on the input" in str(error)
    error = failed(check.derivatives, first_pass_recorded_only, of=torch.exp, at=[0.5], order=3)
    assert error.mistake == "HESSIAN_NO_GRAPH"


def test_a_question_that_asks_for_a_list_says_so():
    error = failed(check.derivatives, lambda f, x, order: x, of=torch.exp, at=[0.5], order=3)
    assert "a list of 3" in str(error) and "tuple" not in str(error)


def by_rows(f, x, keep=True, flat=False):
    x = x.clone().requires_grad_()
    y = f(x)
    rows = torch.stack([torch.autograd.grad(entry, x, retain_graph=keep)[0] for entry in y.reshape(-1)])
    return rows if flat else rows.reshape(y.shape + x.shape)


def outer(x):
    return torch.outer(x, x**2)


def test_rows_of_a_freed_graph_are_advised_to_keep_it():
    error = failed(check.jacobian, lambda f, x: by_rows(f, x, keep=False), of=outer, at=X, takes_function=True)
    assert error.mistake == "FREED_GRAPH"
    assert "retain_graph=True" in str(error) and "Add the values up" not in str(error)


def test_right_numbers_in_the_wrong_shape_are_told_the_shape():
    error = failed(check.jacobian, lambda f, x: by_rows(f, x, flat=True), of=outer, at=X, takes_function=True)
    assert "The numbers are right, and their shape is not: make it (3, 3, 3)." in str(error)
    error = failed(check.jacobian, lambda f, x: 2 * by_rows(f, x, flat=True), of=outer, at=X, takes_function=True)
    assert "The numbers are right" not in str(error)


def test_a_damped_newton_step_is_told_what_a_step_is():
    error = failed(check.newton_step, lambda f, x: x - 0.1 * grad(f)(x), at=[(bend, X[0])])
    assert "One step of full length" in str(error)
