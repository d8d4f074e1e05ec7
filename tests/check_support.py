"""What tests of checks share: a function to differentiate, and what a check says of a wrong answer."""

import pytest
import torch

from gradschool import check
from gradschool.check import CheckFailed

READ = "01 · Ask for a gradient"


def cube(x):
    return x**3


def slope(x):
    return 3 * x**2


def number(value):
    return torch.tensor(value, dtype=torch.float64)


def failed(code, *args, **kwargs) -> CheckFailed:
    """Return the error that `code(*args, **kwargs)` raises."""
    with pytest.raises(CheckFailed) as caught:
        code(*args, **kwargs)
    return caught.value


def said(error: CheckFailed, keyword: str) -> str | None:
    """Return what a message says after a keyword, None if it has no such line."""
    found = [line[12:] for line in error.lines if line.startswith(f"  {keyword:<10}")]
    return found[0] if found else None


def check_slope(answer, at=(2.0, -1.0, 0.5), **kwargs):
    check.derivative(answer, of=cube, at=at, **{"read": READ} | kwargs)
