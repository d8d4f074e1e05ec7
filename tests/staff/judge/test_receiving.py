"""The student side makes what the judge side sent: by name, from source, by handle, or from a pickle."""

import pytest
import torch

from gradschool.staff.judge.receiving import ArgumentDecoder
from gradschool.staff.judge.sending import ArgumentEncoder, OnStudentSide


def received(value, given=None, handles=None, namespace=None):
    encoder = ArgumentEncoder(given or {})
    item = encoder.encode(value)
    return ArgumentDecoder(encoder.blocks, handles or {}, namespace or {}).decode(item)


def test_a_name_stands_for_what_the_notebook_there_defines():
    assert received(abs, {"abs": abs}, namespace={"abs": "theirs"}) == "theirs"


def test_a_handle_stands_for_the_object_itself():
    kept = object()
    assert received([OnStudentSide(3)], handles={3: kept}) == [kept]


def test_source_sees_torch_and_the_names_that_came_with_it_and_nothing_else():
    source = "def f(x):\n    return scale * torch.sin(x)"
    f = ArgumentDecoder([], {}, {"expected": 42}).decode(["source", source, "f", {"scale": ["float", "0x1.8p+1"]}])
    assert f(torch.tensor(0.5)).item() == pytest.approx(3 * 0.479425538604)
    assert "expected" not in f.__globals__


def test_a_model_comes_with_its_weights():
    model = torch.nn.Linear(2, 1)
    assert torch.equal(received(model)(torch.ones(2)), model(torch.ones(2)))


@pytest.mark.parametrize("requires_grad", [True, False])
def test_a_tensor_is_a_leaf_with_its_gradient(requires_grad):
    x = torch.ones(2, requires_grad=requires_grad)
    if requires_grad:
        (x**2).sum().backward()
    got = received(x)
    assert got.is_leaf and got.requires_grad == requires_grad
    assert (got.grad is None) if not requires_grad else torch.equal(got.grad, x.grad)
