"""Every named mistake has a meaning, a remedy and a place to read about it."""

import re

import pytest

from gradschool.diagnose import from_exceptions, from_values
from gradschool.diagnose.named_mistakes import CATALOGUE, earlier


@pytest.mark.parametrize("name", CATALOGUE)
def test_an_entry_is_complete(name):
    entry = CATALOGUE[name]
    assert re.fullmatch(r"[A-Z][A-Z0-9_]*", name)
    assert entry.meaning.strip() and entry.do.strip()
    assert re.fullmatch(r"\d\d · \S.*", entry.read)
    assert "\n" not in entry.meaning + entry.do


def test_every_name_that_a_rule_can_give_is_in_the_catalogue():
    given = {name for name, _ in from_values.RULES} | {name for *_, name in from_exceptions._NAMED}
    assert given | {"NO_BACKWARD", "NONLEAF_GRAD", "FLOAT32_CHECK"} <= set(CATALOGUE)


def test_nobody_is_sent_to_a_later_lesson():
    assert earlier("05 · Zeroing", "01 · Slopes") == "01 · Slopes"
    assert earlier("01 · Slopes", "05 · Zeroing") == "01 · Slopes"
    assert earlier("05 · Zeroing", None) == "05 · Zeroing"
