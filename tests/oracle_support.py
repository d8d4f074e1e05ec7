"""What the tests of the referee share: inputs, a function, and whether estimates hold the truth."""

import torch

from gradschool import oracle


def drawn(*shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def rosenbrock(x):
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()


def assert_within(estimates, truths):
    if isinstance(estimates, oracle.Estimate):
        assert estimates.value.shape == estimates.error.shape == truths.shape
        assert estimates.value.dtype == estimates.error.dtype == torch.float64
        assert ((estimates.value - truths).abs() <= estimates.error + 1e-15 * truths.abs()).all()
    else:
        assert isinstance(estimates, tuple)
        for estimate, truth in zip(estimates, truths, strict=True):
            assert_within(estimate, truth)
