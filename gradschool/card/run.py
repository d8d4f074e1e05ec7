"""Run the code in the rows of the reference card, each row in names of its own."""

import ast
import math
import re
import warnings

import torch
from torch import nn

from gradschool.card.table import shown

BEGIN = """
x = torch.tensor(3.0, dtype=torch.float64, requires_grad=True)
v = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
layer = nn.Linear(2, 1, bias=False, dtype=torch.float64)
optimizer = torch.optim.SGD([x], lr=0.1)

def area(v):
    return v[0] * v[1]

def outputs(v):
    return torch.stack([v[0] * v[1], v[0] ** 2, 3 * v[1]])
"""


def fresh_names() -> dict:
    """The names that every row begins with: those of `BEGIN`, on the CPU, and the modules torch, nn and math."""
    torch.manual_seed(0)
    names = {"torch": torch, "nn": nn, "math": math}
    exec(BEGIN, names)
    return names


def run(code: str, names: dict) -> object:
    """Run `code`, and return the value of its last line, or None if that is no expression."""
    *before, last = ast.parse(code).body
    exec(compile(ast.Module(before, []), "row", "exec"), names)
    if isinstance(last, ast.Expr):
        return eval(compile(ast.Expression(last.value), "row", "eval"), names)
    return exec(compile(ast.Module([last], []), "row", "exec"), names)


def complaint(code: str, names: dict) -> str | None:
    """The first sentence of the error that `code` raises, or else of its first warning, or else None.

    Later sentences of some messages name a file of PyTorch.
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            run(code, names)
        except Exception as error:
            said = error
        else:
            said = caught[0].message if caught else None
    return said and f"{type(said).__name__}: {re.split(r'[.](?: |$)', str(said))[0]}"


def told(words: str, names: dict) -> str:
    """`words` with the answer beside each piece of code that stands between backticks in them."""
    return re.sub(r"`([^`]+)`", lambda found: f"`{found[1]}` is `{shown(run(found[1], names))}`", words)
