"""Answers of which the tests of diagnoses ask what they show."""

import torch

from gradschool.diagnose import Evidence, as_parts


def numbers(*values):
    return torch.tensor(values, dtype=torch.float64)


def evidence(kind, got, expected, points=None, of=None, added=(), counterfactuals=None):
    """`got` and `expected` hold one tensor (or tuple of them) for each point."""
    got, expected = [as_parts(item) for item in got], [as_parts(item) for item in expected]
    allowed = [tuple(1e-7 * part.abs().max().expand(part.shape) for part in parts) for parts in expected]
    points = points or [(torch.zeros(()),)] * len(got)
    return Evidence(kind, of, points, got, expected, allowed, added, counterfactuals or {})


SLOPES = list(numbers(8.0, 11.0, 2.75))
