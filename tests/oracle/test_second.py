"""Second derivatives are symmetric, and refused where the slope has a kink."""

import pytest
import torch
from oracle_support import drawn, rosenbrock

from gradschool import oracle
from gradschool.oracle import NotSmooth


def test_the_hessian_is_symmetric():
    estimate = oracle.hessian(rosenbrock, drawn(4))
    assert torch.equal(estimate.value, estimate.value.T)
    (_, upper), (lower, _) = oracle.hessian(lambda x, y: (x * y.sum()).exp().sum(), drawn(2), drawn(3))
    assert torch.equal(upper.value, lower.value.T)


@pytest.mark.parametrize("f", [torch.abs, lambda x: x * x.abs(), lambda x: torch.relu(x) ** 2, torch.sign])
def test_a_kink_of_the_slope_has_no_second_derivative(f):
    with pytest.raises(NotSmooth):
        oracle.hessian(f, 0.0)


def test_a_mixed_kink_has_no_second_derivative():
    with pytest.raises(NotSmooth, match="input 2 and input 1"):
        oracle.hessian(lambda x, y: torch.relu(x) * torch.relu(y), 0.0, 0.0)
