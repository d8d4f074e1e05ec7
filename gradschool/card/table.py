"""Tables for notebooks: Markdown where it is rendered, aligned text everywhere else."""

import re
from collections.abc import Sequence

import torch


class Table:
    """A table of texts. As the last line of a cell it is shown as a table, in a terminal as aligned text.

    head: titles of the columns. rows: for each row as many values, shown by str; a text may be Markdown. above: texts
    that are shown as code above the table.
    """

    def __init__(self, head: Sequence[str], rows: Sequence[Sequence[object]], above: Sequence[str] = ()):
        self.head, self.rows, self.above = tuple(head), [tuple(map(str, row)) for row in rows], tuple(above)

    def _repr_markdown_(self) -> str:
        lines = [self.head, ["---"] * len(self.head), *self.rows]
        table = "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines)
        return "".join(f"`` {text} ``\n\n" for text in self.above) + table

    def __repr__(self) -> str:
        grid = [[_plain(cell).split("\n") for cell in line] for line in (self.head, *self.rows)]
        widths = [max(len(part) for line in grid for part in line[i]) for i in range(len(self.head))]
        lines = list(self.above)
        for line in grid:
            for depth in range(max(map(len, line))):
                parts = [cell[depth] if depth < len(cell) else "" for cell in line]
                lines.append("  ".join(p.ljust(w) for p, w in zip(parts, widths, strict=True)).rstrip())
        return "\n".join(lines)


def block(code: str) -> str:
    """Write `code` as one Markdown code span for each line, indented by spaces that HTML does not collapse."""
    lines = []
    for line in code.split("\n"):
        bare = line.lstrip(" ")
        lines.append("&nbsp;" * (len(line) - len(bare)) + f"`{bare}`")
    return "<br>".join(lines)


def shown(value: object) -> str:
    """Write `value` as short text, the same on every device: tensors as nested lists, numbers to 4 digits."""
    if isinstance(value, torch.Tensor):
        return shown(value.tolist())
    if isinstance(value, float):
        return f"{value:.4g}" if value % 1 else f"{value:.1f}"
    if isinstance(value, torch.Size):
        return str(tuple(value))
    if isinstance(value, list):
        return "[" + ", ".join(map(shown, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(shown, value)) + ("," if len(value) == 1 else "") + ")"
    return value.__name__ if isinstance(value, type) else str(value)


def _plain(cell: str) -> str:
    return re.sub(r"`+", "", cell.replace("<br>", "\n").replace("&nbsp;", " "))
