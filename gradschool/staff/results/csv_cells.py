"""Write CSV files in which a spreadsheet takes no cell for a formula."""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral(cell):
    """Put an apostrophe before a text that a spreadsheet would compute; leave numbers and None as they are.

    Such a text begins, after blanks, with one of FORMULA or its wide form (＝), as in OWASP's "CSV Injection". A lone
    minus is not a formula; it is Moodle's sign for no mark.
    """
    if not isinstance(cell, str) or cell == "-":
        return cell
    begin = unicodedata.normalize("NFKC", cell).lstrip(" \u200b\ufeff")
    return f"'{cell}" if begin.startswith(FORMULA) else cell


def write_csv(path: Path, rows: Iterable[Sequence], encoding: str = "utf-8") -> None:
    """Write rows of text, numbers and None (an empty cell) to `path`. Raises OSError."""
    with open(path, "w", newline="", encoding=encoding) as file:
        csv.writer(file).writerows([neutral(cell) for cell in row] for row in rows)
