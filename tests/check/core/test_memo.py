"""Work is done once for equal arguments, and only for them."""

import torch

from gradschool.check.core.memo import once


def counted():
    calls = []

    @once
    def double(*args):
        calls.append(args)
        return 2 * args[-1]

    return double, calls


def test_equal_tensors_are_one_argument_and_others_are_not():
    double, calls = counted()
    x = torch.tensor([1.0, 2.0], dtype=torch.float64)
    assert double(x) is double(x.clone())
    double(x + 1)
    double(x.float())
    double(x.reshape(2, 1))
    assert len(calls) == 4


def test_functions_are_told_apart_by_which_they_are():
    double, calls = counted()
    first, second = (lambda: None), (lambda: None)
    double(first, 1.0), double(first, 1.0), double(second, 1.0)
    assert len(calls) == 2


def test_a_tensor_that_was_changed_in_place_is_another_argument():
    double, calls = counted()
    x = torch.ones(2)
    double(x)
    x.add_(1)
    assert double(x).tolist() == [4.0, 4.0]
    assert len(calls) == 2
