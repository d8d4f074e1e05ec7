"""Doing once what a check would do again and again: the right values also make up every wrong answer it knows."""

from collections.abc import Callable
from functools import wraps

import torch


def once(function: Callable) -> Callable:
    """`function`, called once for each different list of arguments; tensors are told apart by their values.

    For use inside one check alone: between two, what a function computes may have changed.
    """
    known: dict[tuple, object] = {}

    @wraps(function)
    def remembered(*args):
        key = tuple(_key(arg) for arg in args)
        if key not in known:
            known[key] = function(*args)
        return known[key]

    return remembered


def _key(arg):
    if not isinstance(arg, torch.Tensor):
        return arg
    return arg.shape, arg.dtype, arg.device, arg.detach().cpu().numpy().tobytes()
