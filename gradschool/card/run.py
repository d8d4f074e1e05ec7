"""Run the code in the rows of the reference card, each row in a namespace of its own."""

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


def fresh_names() -> dict[str, object]:
    """Make the namespace that a row begins with: the names of `BEGIN`, and the modules torch, nn and math.

    The random generator is seeded, so that a row gives the same each time.
    """
    torch.manual_seed(0)
    names: dict[str, object] = {"torch": torch, "nn": nn, "math": math}
    exec(BEGIN, names)
    return names


def run(code: str, names: dict[str, object]) -> object:
    """Run `code` in the namespace `names`, and return the value of its last line, or None if that is a statement."""
    *before, last = ast.parse(code).body
    exec(compile(ast.Module(before, []), "row", "exec"), names)
    if isinstance(last, ast.Expr):
        return eval(compile(ast.Expression(last.value), "row", "eval"), names)
    exec(compile(ast.Module([last], []), "row", "exec"), names)
    return None


def complaint(code: str, names: dict[str, object]) -> str | None:
    """Run `code`, and return the first sentence of its error, or else of its first warning; None if there is neither.

    The other sentences are left out because some name a file of PyTorch.
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        said: Exception | str | None
        try:
            run(code, names)
        except Exception as error:
            said = error
        else:
            said = caught[0].message if caught else None
    return f"{type(said).__name__}: {re.split(r'[.](?: |$)', str(said))[0]}" if said else None


def told(words: str, names: dict[str, object]) -> str:
    """Return `words` with its value beside each piece of code between backticks."""
    return re.sub(r"`([^`]+)`", lambda found: f"`{found[1]}` is `{shown(run(found[1], names))}`", words)
