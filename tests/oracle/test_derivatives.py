"""Gradients, Jacobians, Hessians and VJPs of tensors: shapes, and the bound against other ways to compute them."""

import numdifftools
import numpy as np
import pytest
import scipy.optimize
import torch
from oracle_support import assert_within, drawn, rosenbrock
from torch.autograd import functional

from gradschool import oracle

SCALAR = {
    "sum of squares": (lambda x: (x**2).sum(), [drawn(4)]),
    "rosenbrock": (rosenbrock, [drawn(3)]),
    "norm": (lambda x: x.norm(), [drawn(5)]),
    "determinant": (torch.linalg.det, [drawn(3, 3)]),
    "logsumexp": (lambda x: torch.logsumexp(5 * x, 0), [drawn(4)]),
    "two inputs": (lambda x, y: (x * torch.sin(y)).sum() + x.prod(), [drawn(3), drawn(3, seed=1)]),
    "two layers": (lambda x, w: torch.tanh(x @ w).pow(2).sum(), [drawn(2, 3), drawn(3, 2, seed=1)]),
    "scales apart": (lambda x, y: torch.log(x) * y, [torch.tensor(1e-8), torch.tensor(1e3)]),
}
VECTOR = {
    "softmax": (lambda x: torch.softmax(x, -1), [drawn(2, 4)]),
    "matrix product": (lambda x, w: x @ w, [drawn(2, 4), drawn(4, 3, seed=1)]),
    "polar": (lambda x: torch.stack([x[0] * torch.cos(x[1]), x[0] * torch.sin(x[1]), x[0] * x[1]]), [drawn(2)]),
    "inverse": (torch.linalg.inv, [drawn(3, 3)]),
    "layer norm": (lambda x: torch.nn.functional.layer_norm(x, (4,)), [drawn(2, 4)]),
    "broadcast": (lambda x, b: torch.exp(x + b), [drawn(3, 1), drawn(1, 2, seed=1)]),
    "cumulative product": (lambda x: x.cumprod(0), [drawn(5)]),
    "mixed scales": (lambda x: torch.stack([1e-8 * x.sum(), torch.sin(1e3 * x[0]), 1e8 + x[1] ** 2]), [drawn(2)]),
}


def double(inputs):
    return tuple(x.double() for x in inputs)


def alone(results):
    return results[0] if len(results) == 1 else results


@pytest.mark.parametrize("name", SCALAR)
def test_autograds_gradient_lies_within_the_bound(name):
    f, inputs = SCALAR[name]
    assert_within(oracle.gradient(f, *inputs), alone(functional.jacobian(f, double(inputs))))


@pytest.mark.parametrize("name", SCALAR)
def test_autograds_hessian_lies_within_the_bound(name):
    f, inputs = SCALAR[name]
    truth = functional.hessian(f, double(inputs))
    assert_within(oracle.hessian(f, *inputs), truth if len(inputs) > 1 else truth[0][0])


@pytest.mark.parametrize("name", SCALAR | VECTOR)
def test_autograds_jacobian_lies_within_the_bound(name):
    f, inputs = (SCALAR | VECTOR)[name]
    assert_within(oracle.jacobian(f, *inputs), alone(functional.jacobian(f, double(inputs))))


@pytest.mark.parametrize("name", SCALAR | VECTOR)
def test_autograds_vjp_lies_within_the_bound(name):
    f, inputs = (SCALAR | VECTOR)[name]
    cotangent = oracle.random_cotangent(f(*double(inputs)).shape, seed=5)
    truth = alone(functional.vjp(f, double(inputs), cotangent)[1])
    assert_within(oracle.vjp(f, *inputs, cotangent=cotangent), truth)
    assert_within(oracle.vjp(f, *inputs, seed=5), truth)


@pytest.mark.parametrize("name", [name for name in SCALAR | VECTOR if name not in ("scales apart", "mixed scales")])
def test_bounds_are_tight_for_well_scaled_functions(name):
    f, inputs = (SCALAR | VECTOR)[name]
    estimates = oracle.jacobian(f, *inputs)
    for estimate in estimates if isinstance(estimates, tuple) else (estimates,):
        assert estimate.error.max() < 1e-9 * estimate.value.abs().max()


@pytest.mark.parametrize("name", ["rosenbrock", "norm", "logsumexp"])
def test_gradcheck_scipy_and_numdifftools_agree(name):
    f, (x,) = SCALAR[name]
    assert torch.autograd.gradcheck(f, x.clone().requires_grad_())
    estimate = oracle.gradient(f, x)

    def on_arrays(point):
        return f(torch.tensor(point)).item()

    theirs = numdifftools.Gradient(on_arrays, full_output=True)(x.numpy())
    room = estimate.error.numpy() + 10 * theirs.error_estimate + 1e-10
    assert (np.abs(estimate.value.numpy() - theirs.estimate) <= room).all()
    rough = scipy.optimize.approx_fprime(x.numpy(), on_arrays)
    assert np.allclose(estimate.value.numpy(), rough, rtol=1e-4, atol=1e-4)


def test_a_transposed_jacobian_lies_outside_the_bound():
    matrix = torch.tensor([[1.0, 2.0], [3.0, 4.0]], dtype=torch.float64)
    estimate = oracle.jacobian(lambda x: matrix @ x, torch.ones(2))
    assert_within(estimate, matrix)
    with pytest.raises(AssertionError):
        assert_within(estimate, matrix.T.contiguous())


def test_a_complex_step_gradient_lies_within_the_bound():
    def f(x):
        return (torch.sin(x) * torch.exp(x)).sum() / (2 + torch.cos(x).prod())

    x, truth = drawn(4), []
    for i in range(4):
        step = x.to(torch.complex128)
        step[i] += 1e-200j
        truth.append(f(step).imag / 1e-200)
    assert_within(oracle.gradient(f, x), torch.stack(truth))


@pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 3), (0,), (2, 0), (1, 2, 1)])
def test_any_shape_of_input(shape):
    x = drawn(*shape)
    assert_within(oracle.gradient(lambda x: (x**2).sum(), x), 2 * x)
    assert_within(oracle.vjp(torch.sin, x, cotangent=torch.ones(shape)), torch.cos(x))
    jacobian = oracle.jacobian(torch.sin, x)
    assert jacobian.value.shape == (*shape, *shape)
    hessian = oracle.hessian(lambda x: (x**2).sum(), x)
    assert_within(hessian, 2 * torch.eye(x.numel(), dtype=torch.float64).reshape((*shape, *shape)))


def test_an_empty_output_has_an_empty_jacobian():
    assert oracle.jacobian(lambda x: x[:0], torch.ones(3)).value.shape == (0, 3)


def test_a_float32_result_gets_the_bound_of_float32():
    x, y = drawn(2), drawn(2, seed=1)
    by_x, by_y = oracle.gradient(lambda x, y: torch.sin(x.float()).sum() + 0 * y.float().sum(), x, y)
    assert_within((by_x, by_y), (torch.cos(x), 0 * y))
    assert 1e-8 < by_x.error.max() < 1e-2


def test_random_cotangents_repeat_and_leave_the_global_generator_alone():
    state = torch.get_rng_state()
    assert torch.equal(oracle.random_cotangent((2, 3), seed=1), oracle.random_cotangent((2, 3), seed=1))
    assert not torch.equal(oracle.random_cotangent((2, 3), seed=1), oracle.random_cotangent((2, 3), seed=2))
    oracle.vjp(torch.sin, drawn(3))
    assert torch.equal(torch.get_rng_state(), state)


@pytest.mark.cuda
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_estimates_live_on_the_inputs_device():
    x = drawn(4)
    here, there = oracle.gradient(rosenbrock, x), oracle.gradient(rosenbrock, x.cuda())
    assert there.value.device.type == there.error.device.type == "cuda"
    assert ((here.value - there.value.cpu()).abs() <= here.error + there.error.cpu()).all()
    mixed = oracle.jacobian(lambda x, y: x.cpu() * y, x.cuda(), x)
    assert [estimate.value.device.type for estimate in mixed] == ["cuda", "cpu"]
    assert_within(oracle.hessian(lambda x: (x**2).sum(), x.cuda()), 2 * torch.eye(4, dtype=torch.float64).cuda())
