"""The types of the oracle's arrays, and the letters that stand for their sizes in its docstrings.

N: input elements, all inputs end to end. M: output elements. P: points at which f is called. K: step sizes, the largest
first. n: entries (derivatives of one output by one input, or by a pair of inputs) that are worked out together.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]

Input: TypeAlias = torch.Tensor | float  # a number, or a floating-point tensor of any shape
Function: TypeAlias = Callable[..., Input]
