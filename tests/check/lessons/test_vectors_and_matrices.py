"""Checks of vectors and matrices: undoing a broadcast, and answers that take the function itself."""

import pytest
import torch

from gradschool import check
from gradschool.check import CheckFailed

SHAPES = [((3, 2), (2,)), ((3, 2), (3, 1)), ((2, 3), ()), ((2, 3), (2, 3)), ((4, 3, 2), (3, 1)), ((), ())]


def failed(*args, checked=check.unbroadcast, **kwargs) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        checked(*args, **kwargs)
    return caught.value


def sum_to_size(grad, shape):
    return grad.sum_to_size(shape)


def unsummed(grad, shape):
    return grad


def leading_axes_only(grad, shape):
    return grad.sum(dim=tuple(range(grad.dim() - len(shape)))) if grad.dim() > len(shape) else grad


def averaged(grad, shape):
    return sum_to_size(grad, shape) * torch.Size(shape).numel() / grad.numel()


def first_copy(grad, shape):
    while grad.dim() > len(shape):
        grad = grad[0]
    for axis, size in enumerate(shape):
        grad = grad.narrow(axis, 0, size)
    return grad


def aligned_at_the_left(grad, shape):
    while grad.dim() > len(shape):
        grad = grad.sum(dim=-1)
    return grad.sum_to_size(shape)


def everything(grad, shape):
    return grad.sum()


def test_a_broadcast_that_is_undone_passes(capsys):
    check.unbroadcast(sum_to_size, at=SHAPES)
    assert capsys.readouterr().out.startswith("sum_to_size agrees with finite differences at 6 points")


@pytest.mark.parametrize("answer", [unsummed, leading_axes_only, averaged, first_copy, everything])
def test_copies_that_are_not_summed_are_named(answer):
    assert failed(answer, at=SHAPES).mistake == "SUMMED_BROADCAST"


def test_sums_over_the_wrong_axis_are_named_where_shapes_do_not_tell():
    error = failed(aligned_at_the_left, at=[((3, 3), (3,)), ((3, 3), (3, 1))])
    assert error.mistake == "SUMMED_BROADCAST" and "entry" in str(error)


@pytest.mark.parametrize(
    "wrong", [lambda grad, shape: -grad.sum_to_size(shape), lambda grad, shape: grad.new_zeros(shape)]
)
def test_a_right_shape_with_other_values_is_not_named(wrong):
    assert failed(wrong, at=SHAPES).mistake is None


def test_right_sums_in_another_shape_are_not_named():
    assert failed(lambda grad, shape: grad.sum(1), at=[((3, 2), (3, 1))]).mistake is None


def test_the_call_shows_gradient_and_shape():
    error = failed(unsummed, at=[((2,), ())])
    assert "(), tensor" not in str(error) and ", ())" in error.lines[1]


def cubes(x):
    return torch.stack([x.sum() ** 3, x[0] * x[1]])


def pull_back(f, x, v):
    return torch.func.vjp(f, x)[1](v)[0]


def rows(f, x):
    return torch.func.jacrev(f)(x)


def test_an_answer_may_take_the_function_itself(capsys):
    points = check.draw(2, (3,), seed=1)
    check.vjp(pull_back, of=cubes, at=points, takes_function=True)
    check.jacobian(rows, of=cubes, at=points, takes_function=True)
    assert capsys.readouterr().out.count("agrees with finite differences at 2 points") == 2


def test_the_function_stands_in_the_call_that_is_shown():
    points = check.draw(2, (3,), seed=1)
    wrong = failed(lambda f, x, v: 2 * pull_back(f, x, v), checked=check.vjp, of=cubes, at=points, takes_function=True)
    assert "(cubes, tensor(" in wrong.lines[1]
    raised = failed(lambda f, x: f(x, x), checked=check.jacobian, of=cubes, at=points, takes_function=True)
    assert "(cubes, tensor(" in raised.lines[1]


def test_mistakes_are_named_when_the_answer_takes_the_function():
    points = check.draw(2, (3,), seed=1)

    def summed(f, x, v):
        return torch.func.grad(lambda x: f(x).sum())(x)

    def one_pass(f, x):
        return summed(f, x, None)

    assert failed(summed, checked=check.vjp, of=cubes, at=points, takes_function=True).mistake == "ONES_COTANGENT"
    error = failed(one_pass, checked=check.jacobian, of=cubes, at=points, takes_function=True)
    assert error.mistake == "VJP_IS_NOT_JACOBIAN"


def test_a_question_s_own_mistake_does_not_get_the_function():
    points = check.draw(2, (3,), seed=1)
    own = {"TRANSPOSED": lambda x, v: 3 * x}
    error = failed(lambda f, x, v: 3 * x, checked=check.vjp, of=cubes, at=points, takes_function=True, mistakes=own)
    assert error.mistake == "TRANSPOSED"
