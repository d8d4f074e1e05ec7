"""A table is Markdown where that is rendered, and aligned text elsewhere."""

import pytest
import torch

from gradschool import card
from gradschool.card.table import shown


def test_a_table_is_markdown_and_aligned_text():
    table = card.Table(("a", "b"), [(card.block("if x:\n    y | z"), 1)], above=["said"])
    assert table._repr_markdown_().split("\n")[-1] == r"| `if x:`<br>&nbsp;&nbsp;&nbsp;&nbsp;`y \| z` | 1 |"
    assert str(table) == "said\na          b\nif x:      1\n    y | z"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (torch.tensor([[1.0, 2.5], [1 / 3, 4.0]]), "[[1.0, 2.5], [0.3333, 4.0]]"),
        (torch.ones(2, 3).shape, "(2, 3)"),
        ((torch.tensor(True), None), "(True, None)"),
        ((1.0,), "(1.0,)"),
        (123456.7, "1.235e+05"),
        (float, "float"),
        ("AddBackward0", "AddBackward0"),
    ],
)
def test_a_value_is_short_text(value, text):
    assert shown(value) == text
