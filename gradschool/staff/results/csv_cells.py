"""CSV files that a spreadsheet opens as data: no cell is taken for a formula."""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral(cell):
    """A text that a spreadsheet would compute gets an apostrophe in front; numbers and None stay as they are.

    What counts is the first character, blanks aside and wide forms (＝) included, as in OWASP's "CSV Injection". A lone
    minus is no formula, and Moodle's sign for no mark.
    """
    if not isinstance(cell, str) or cell == "-":
        return cell
    begin = unicodedata.normalize("NFKC", cell).lstrip(" \u200b\ufeff")
    return f"'{cell}" if begin.startswith(FORMULA) else cell


def write_csv(path: Path, rows: Iterable[Sequence], encoding: str = "utf-8") -> None:
    """Write rows of text, numbers and None (an empty cell) to `path`. Raises OSError."""
    with open(path, "w", newline="", encoding=encoding) as file:
        csv.writer(file).writerows([neutral(cell) for cell in row] for row in rows)
