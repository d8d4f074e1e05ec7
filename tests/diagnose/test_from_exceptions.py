"""Exceptions, each raised for real by this PyTorch, lead to a named mistake or to advice."""

import math
import re

import pytest
import torch

from gradschool.diagnose import from_exceptions
from gradschool.diagnose.from_exceptions import advice_on_error, name_of_error


def leaf(value=2.0):
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


def backward_twice():
    y = leaf() ** 2
    y.backward()
    y.backward()


def update_a_leaf():
    x = leaf()
    x -= 0.1


def mutate_what_was_saved():
    y = leaf().exp()
    z = y**2
    y += 1
    z.backward()


def set_on_a_float():
    (2.0).requires_grad = True


def add_to(total):
    total += 1.0


class Value:
    """What the engine of lesson 03 calls its numbers."""


NAMED_ERRORS = {
    "float.backward": (lambda: (2.0).backward(), "PYTHON_NUMBER"),
    "float.grad": (lambda: (2.0).grad, "PYTHON_NUMBER"),
    "float.detach": (lambda: (2.0).detach(), "PYTHON_NUMBER"),
    "float.requires_grad_": (lambda: (2.0).requires_grad_(), "PYTHON_NUMBER"),
    "float.requires_grad = True": (set_on_a_float, "PYTHON_NUMBER"),
    "int.backward": (lambda: (2).backward(), "PYTHON_NUMBER"),
    "exp of a float": (lambda: torch.exp(2.0), "PYTHON_NUMBER"),
    "a freed graph": (backward_twice, "FREED_GRAPH"),
    "a leaf changed in place": (update_a_leaf, "BAD_PARAM_UPDATE"),
    "a saved value changed in place": (mutate_what_was_saved, "SAVED_TENSOR_MUTATED"),
}


ADVISED_ERRORS = {
    "a constant asked to keep a gradient": (lambda: torch.tensor(2.0).retain_grad(), "before you compute"),
    "no input requires grad": (lambda: torch.tensor(2.0).backward(), "x.clone().requires_grad_()"),
    "grad by a constant": (lambda: torch.autograd.grad(leaf() ** 2, torch.tensor(1.0)), "Turn requires_grad on"),
    "grad by an unused tensor": (lambda: torch.autograd.grad(leaf() ** 2, leaf()), "another tensor"),
    "backward of a vector": (lambda: (leaf() * torch.ones(3)).backward(), "backward(gradient=v)"),
    "a cotangent of another shape": (lambda: (leaf() * torch.ones(3)).backward(torch.ones(2)), "the same shape"),
    "a product of matrices": (lambda: torch.ones(2, 3) @ torch.ones(2, 3), "inner two sizes"),
    "a matrix times a vector": (lambda: torch.ones(2, 3) @ torch.ones(2), "inner two sizes"),
    "two types in a product": (lambda: torch.ones(2, 3).double() @ torch.ones(3), "without dtype=… is float32"),
    "a name asked of a pair": (lambda: (leaf() ** 2).grad_fn.next_functions[0].name(), "its first part"),
    "a gradient cleared before there is one": (lambda: leaf().grad.zero_(), "nothing to clear"),
    "a step from no node": (lambda: (leaf() * 3).grad_fn.next_functions[1][0].next_functions, "None is no node"),
    "an attribute that is called": (lambda: leaf().is_leaf(), "without parentheses"),
    "cat of numbers": (lambda: torch.cat([leaf(), leaf()]), "torch.stack"),
    "numpy of a tensor in a graph": (lambda: leaf().numpy(), ".detach() before .numpy()"),
    "None added to": (lambda: add_to(None), "start from 0"),
    "fewer slopes than parents": (lambda: list(zip([1, 2], [1], strict=True)), "one slope for each parent"),
    "a Value where a number is needed": (lambda: math.log(Value()), ".data"),
    "a number to the power of a Value": (lambda: 2.0 ** Value(), ".data"),
    "an unknown name": (lambda: eval("slope_of_it"), "Define that name"),
    "anything else": (lambda: [][0], "traceback above"),
    "a backward pass inside torch.func": (
        lambda: torch.func.grad(lambda x: (x**2).backward())(torch.tensor(1.0)),
        "torch.func.grad does",
    ),
    "a vector for torch.func.grad": (lambda: torch.func.grad(lambda x: 2 * x)(torch.ones(2)), "jacrev"),
    "a value that vmap cannot see": (lambda: torch.func.vmap(float)(torch.ones(2)), "no float"),
}


def raised(code) -> Exception:
    with pytest.raises(Exception) as caught:
        code()
    return caught.value


@pytest.mark.parametrize("code, name", NAMED_ERRORS.values(), ids=NAMED_ERRORS)
def test_an_exception_gives_its_mistake_away(code, name):
    assert name_of_error(raised(code)) == name


@pytest.mark.parametrize("code, advice", ADVISED_ERRORS.values(), ids=ADVISED_ERRORS)
def test_an_exception_that_names_no_mistake_gets_advice(code, advice):
    error = raised(code)
    assert name_of_error(error) is None
    assert advice in advice_on_error(error)


def test_every_pattern_is_met_by_a_real_exception():
    errors = [raised(code) for code, _ in (*NAMED_ERRORS.values(), *ADVISED_ERRORS.values())]
    for kind, pattern, _ in from_exceptions._NAMED + from_exceptions._ADVICE:
        assert any(isinstance(error, kind) and re.search(pattern, str(error)) for error in errors), pattern
