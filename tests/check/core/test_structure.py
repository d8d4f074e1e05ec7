"""Types come before values: what is no tensor, no number or nothing is told what it is."""

import torch
from check_support import check_slope, cube, failed, said, slope

from gradschool import check


def test_type_goes_before_dtype_before_shape_before_finiteness_before_values():
    nan32 = torch.full((2,), torch.nan)
    assert "a list" in said(failed(check_slope, lambda x: [nan32, nan32]), "got")
    assert "float32" in said(failed(check_slope, lambda x: nan32), "got")
    assert said(failed(check_slope, lambda x: nan32.double()), "got") == "a tensor of shape (2,)"
    assert said(failed(check_slope, lambda x: nan32.double()[0]), "got") == "nan"
    assert said(failed(check_slope, lambda x: x), "got") == "2"


def no_backward(x):
    x = x.clone().requires_grad_()
    cube(x)
    return x.grad


def nonleaf(x):
    x = x.requires_grad_().clone()
    cube(x).backward()
    return x.grad


def test_reading_an_empty_grad_is_named():
    assert failed(check_slope, no_backward).mistake == "NO_BACKWARD"
    assert failed(check_slope, nonleaf).mistake == "NONLEAF_GRAD"


def test_an_empty_grad_is_named_where_it_is_part_of_the_answer():
    error = failed(check.gradient, lambda x, y: (no_backward(x), y), of=lambda x, y: x * y, at=[(1.0, 2.0)])
    assert (error.mistake, said(error, "got")) == ("NO_BACKWARD", "(None, tensor(2.))")


def test_a_missing_return_is_not_taken_for_a_missing_backward():
    error = failed(check_slope, lambda x: cube(x.requires_grad_()).backward())
    assert error.mistake is None
    assert "None" in said(error, "got")
    assert "`return`" in said(error, "do")


def test_a_python_number_is_named():
    assert failed(check_slope, lambda x: slope(x).item()).mistake == "PYTHON_NUMBER"
    assert failed(check_slope, lambda x: x.item().backward()).mistake == "PYTHON_NUMBER"


def test_the_tuple_of_autograd_grad_gets_its_own_advice():
    error = failed(check_slope, lambda x: torch.autograd.grad(cube(x.requires_grad_()), x))
    assert "autograd.grad gives a tuple" in said(error, "do")


def test_a_wrong_number_of_gradients_is_said():
    error = failed(check.gradient, lambda x, y: x, of=lambda x, y: x * y, at=[(1.0, 2.0)])
    assert said(error, "do") == "Return a tuple of 2 tensors."
