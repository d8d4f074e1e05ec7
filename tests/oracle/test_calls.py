"""The function under question is called with fresh float64 inputs, and what it returns is looked at."""

import numpy as np
import pytest
import torch
from oracle_support import assert_within, drawn

from gradschool import oracle
from gradschool.oracle import NotDeterministic, NotFinite, NotSmooth


def test_non_contiguous_and_expanded_inputs():
    x = drawn(3, 2).T
    assert_within(oracle.gradient(lambda x: (x**2).sum(), x), 2 * x)
    x = drawn(1).expand(3)
    assert_within(oracle.gradient(lambda x: (x**2).sum(), x), 2 * x)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32])
def test_lower_precision_inputs_are_promoted(dtype):
    x, seen = torch.tensor([0.5, 2.0], dtype=dtype), []
    estimate = oracle.gradient(lambda x: (seen.append(x.dtype), (x**3).sum())[1], x)
    assert set(seen) == {torch.float64}
    assert_within(estimate, 3 * x.double() ** 2)
    assert estimate.error.max() < 1e-9


def test_numbers_are_inputs_too():
    by_x, by_y = oracle.gradient(lambda x, y: x**2 * y, 3, np.float32(2.0))
    assert_within((by_x, by_y), torch.tensor([12.0, 9.0], dtype=torch.float64).unbind())


def test_inputs_are_left_alone():
    x = drawn(3).requires_grad_()
    before, version = x.detach().clone(), x._version
    oracle.gradient(lambda x: x.mul_(2).pow(2).sum(), x)
    assert torch.equal(x, before) and x.grad is None and x._version == version and x.requires_grad


def test_f_may_change_its_argument_in_place():
    x = drawn(3)
    assert_within(oracle.gradient(lambda x: x.mul_(2).pow(2).sum(), x), 8 * x)
    assert_within(oracle.jacobian(lambda x: x.mul_(x), x), torch.diag(2 * x))


def test_f_may_reuse_one_output_buffer():
    buffer = torch.empty(3, dtype=torch.float64)
    x = drawn(3)
    assert_within(oracle.jacobian(lambda x: torch.mul(x, x, out=buffer), x), torch.diag(2 * x))


def test_f_may_call_autograd_inside():
    def slope(x):
        x = x.requires_grad_()
        return torch.autograd.grad((x**3).sum(), x, create_graph=True)[0]

    x = drawn(3)
    with torch.no_grad(), torch.enable_grad():
        assert_within(oracle.jacobian(slope, x), torch.diag(6 * x))


def test_a_non_finite_input_element_is_named():
    with pytest.raises(NotFinite, match=r"input 2 at \[1\] is inf"):
        oracle.gradient(lambda x, y: y.sum(), 1.0, torch.tensor([0.0, torch.inf]))
    with pytest.raises(NotFinite):
        oracle.hessian(lambda x: x**1.5, 0.0)


def test_randomness_is_found_out():
    with pytest.raises(NotDeterministic, match="different results"):
        oracle.derivative(lambda x: x + torch.rand(()), 1.0)
    calls = []
    with pytest.raises(NotDeterministic):
        oracle.gradient(lambda x: (calls.append(1), x.sum() * len(calls))[1], torch.ones(2))


def test_rare_randomness_is_found_out():
    for seed in range(20):
        torch.manual_seed(seed)
        with pytest.raises((NotDeterministic, NotSmooth)):
            oracle.derivative(lambda x: torch.dropout(x, 0.5, True), 1.0)


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (None, "NoneType.*does it end in `return`"),
        ("text", "str, not a tensor"),
        (np.ones(1), "torch.as_tensor"),
        ((torch.ones(()), torch.ones(())), "tuple.*torch.stack"),
        (torch.ones((), dtype=torch.complex64), "real and imaginary"),
        (1j, "complex, not a tensor"),
    ],
)
def test_a_result_of_the_wrong_type_is_a_type_error(result, words):
    for question in (oracle.derivative, oracle.gradient, oracle.jacobian, oracle.hessian, oracle.vjp):
        with pytest.raises(TypeError, match=words):
            question(lambda x: result, 1.0)


@pytest.mark.parametrize(
    ("x", "words"),
    [
        (torch.tensor([1, 2]), r"input 1 has dtype torch.int64.*\.double\(\)"),
        (torch.tensor(True), "torch.bool"),
        (torch.ones(2, dtype=torch.complex128), "complex"),
        (1j, "real and imaginary"),
        (True, "bool"),
        ([1.0], "list"),
        (np.ones(2), "ndarray"),
        (None, "NoneType"),
    ],
)
def test_an_input_of_the_wrong_type_is_a_type_error(x, words):
    with pytest.raises(TypeError, match=words):
        oracle.gradient(lambda x: x.sum(), x)
    with pytest.raises(TypeError, match="no input"):
        oracle.gradient(lambda: 1.0)


def test_an_error_in_f_passes_through():
    def stub(x):
        raise NotImplementedError("not yet")

    for question in (oracle.derivative, oracle.gradient, oracle.jacobian, oracle.hessian, oracle.vjp):
        with pytest.raises(NotImplementedError, match="not yet"):
            question(stub, 1.0)


def test_an_error_right_beside_the_point_passes_through():
    def picky(x):
        if x < 1:
            raise ValueError("x must be at least 1")
        return x**2

    with pytest.raises(ValueError, match="at least 1"):
        oracle.derivative(picky, 1.0)
    assert abs(oracle.derivative(picky, 1.1).value.item() - 2.2) < 1e-9
