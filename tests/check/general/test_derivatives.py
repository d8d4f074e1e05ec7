"""What checks of derivatives promise: right answers pass whatever their method, wrong ones are named."""

import pytest
import torch
from check_support import check_slope, cube, failed, number, slope

from gradschool import check, oracle

# --- what an answer may do ---


@pytest.mark.parametrize(
    "answer",
    [
        slope,
        torch.func.grad(cube),
        lambda x: torch.autograd.grad(cube(x.requires_grad_()), x, create_graph=True)[0],
        lambda x: torch.nn.Parameter(slope(x)),
        lambda x: cube(torch.complex(x, torch.full_like(x, 1e-20))).imag / 1e-20,
    ],
    ids=["closed form", "torch.func", "in a graph", "Parameter", "complex step"],
)
def test_right_values_pass_however_they_were_found(answer, capsys):
    check_slope(answer)
    assert capsys.readouterr().out.count("\n") == 1


def test_a_generator_of_points_will_do(capsys):
    check_slope(slope, at=(float(k) for k in range(1, 3)))
    assert "slope agrees with finite differences at 2 points" in capsys.readouterr().out


def test_a_check_without_points_is_the_author_s_error():
    with pytest.raises(ValueError, match="at least one point"):
        check_slope(slope, at=[])


def test_a_point_at_a_kink_is_the_author_s_error():
    with pytest.raises(oracle.OracleError, match="kink"):
        check.derivative(torch.sign, of=torch.abs, at=[0.0])


# --- tensors in, tensors out ---


def test_gradients_have_the_shapes_of_their_inputs(capsys):
    point = (number([1.0, 2.0]), number([[0.5, 1.0, -1.0], [2.0, 0.0, 1.0]]))
    check.gradient(lambda x, w: (w.sum(1), x[:, None].expand_as(w)), of=lambda x, w: (x @ w).sum(), at=[point])
    assert "agrees with finite differences at 1 point" in capsys.readouterr().out


def test_a_jacobian_has_outputs_first_and_its_transpose_is_named():
    w = number([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    at = [number([0.5, -1.0, 2.0]), number([1.0, 1.0, 0.0])]
    check.jacobian(lambda x: w, of=lambda x: w @ x, at=at)
    assert failed(check.jacobian, lambda x: w.T, of=lambda x: w @ x, at=at).mistake == "JACOBIAN_TRANSPOSED"
    assert failed(check.jacobian, lambda x: w.sum(0), of=lambda x: w @ x, at=at).mistake == "VJP_IS_NOT_JACOBIAN"


def test_a_hessian_is_judged(capsys):
    at = [number([0.5, -1.0])]
    f = lambda x: x[0] ** 2 * x[1]  # noqa: E731
    check.hessian(torch.func.hessian(f), of=f, at=at)
    failed(check.hessian, torch.func.grad(f), of=f, at=at)
    assert "agrees with finite differences at 1 point" in capsys.readouterr().out


def test_a_vjp_gets_a_random_cotangent_and_ones_are_named():
    at = check.draw(3, (2,), seed=1)
    square = lambda x: x**2  # noqa: E731
    check.vjp(lambda x, v: 2 * x * v, of=square, at=at)
    assert failed(check.vjp, lambda x, v: 2 * x, of=square, at=at).mistake == "ONES_COTANGENT"
