"""The names that graded cells call: each is documented, listed by lesson, and used."""

import inspect
import re
from pathlib import Path

import pytest

from gradschool import check

ROOT = Path(__file__).resolve().parents[2]
# raised, and never written in a cell; the rule that check.path takes where none is given
NEVER_CALLED = {"CheckFailed", "plain"}


def called_in(*folders: str) -> set[str]:
    notebooks = [path for folder in folders for path in (ROOT / folder).rglob("*.ipynb")]
    return {name for path in notebooks for name in re.findall(r"\bcheck\.([a-z_]+)", path.read_text(encoding="utf-8"))}


def test_every_name_is_documented():
    assert [name for name in check.__all__ if not inspect.getdoc(getattr(check, name))] == []


def unused(names) -> set[str]:
    return set(names) - called_in("notebooks", "source")


def test_every_name_is_used_by_a_lesson_or_an_assignment():
    assert unused(check.__all__) == NEVER_CALLED


def test_a_name_that_nothing_uses_would_be_found():
    assert unused(["zeroed", "derivative"]) == {"zeroed"}


@pytest.mark.parametrize("assignment", sorted(path.name for path in (ROOT / "source").iterdir() if path.is_dir()))
def test_the_docstring_lists_what_an_assignment_calls_under_its_lesson_or_under_any(assignment):
    for_any, _, by_lesson = check.__doc__.partition("For one lesson:")
    lines = re.split(r"\n- ", by_lesson)
    upto = [line for line in lines if line[:2].isdigit() and line[:2] <= assignment[:2]]
    listed = set(re.findall(r"`([a-z_]+)`", for_any + "".join(upto)))
    assert called_in(f"source/{assignment}") <= listed


def test_the_docstring_and_the_list_of_names_agree():
    listed = re.findall(r"`([A-Za-z_]+)`", check.__doc__)
    assert set(listed) == set(check.__all__)
    public = {name for name, value in vars(check).items() if not name.startswith("_") and not inspect.ismodule(value)}
    assert public == set(check.__all__)


MODULES = [
    path.relative_to(ROOT / "gradschool" / "check")
    for path in sorted((ROOT / "gradschool" / "check").rglob("*.py"))
    if path.name != "__init__.py"
]


def untested(modules: list[Path]) -> list[Path]:
    return [path for path in modules if not (ROOT / "tests" / "check" / path.with_name(f"test_{path.name}")).is_file()]


def test_every_module_has_a_test_file_of_its_name():
    assert MODULES and untested(MODULES) == []


def test_a_module_without_a_test_file_would_be_found():
    assert untested([Path("core/judge.py"), Path("core/no_such.py")]) == [Path("core/no_such.py")]
