"""Modules are imported ahead where they exist, and each one on the lists exists here."""

import importlib.util
import sys

import pytest

from gradschool.staff.warm import preload


def test_a_module_that_is_not_there_is_left_out():
    sys.modules.pop("this", None)
    preload.load(["gradschool.no_such_module", "colorsys"])
    assert "colorsys" in sys.modules and "gradschool.no_such_module" not in sys.modules


@pytest.mark.parametrize("name", [*preload.BY_CELLS, *preload.BY_ERRORS, *preload.TORCH_COMPILER])
def test_each_module_on_the_lists_exists(name):
    assert importlib.util.find_spec(name) is not None
