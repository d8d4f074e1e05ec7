"""The comparison of marks finds a difference, and knows what it has to compare."""

import equal_support
import pytest
import toy
from answers_support import Row, points_of_checks
from equal_support import ALL, NONE, SHARE, SOME, autograde_by_stock, chosen, common_key, differences, extent, own_key
from nbformat import writes

from gradschool.staff.grading.throwaway_course import ScratchCourse
from gradschool.staff.sandbox import box

FORGES = "def double(x):\n    return 7\n\n\ndef require(*arguments):\n    pass"
NAME = "01_first_gradients"


@pytest.mark.slow
@pytest.mark.skipif(bool(box.missing()), reason="; ".join(box.missing()) or "all walls are here")
def test_a_mark_that_differs_is_found(toy_course):
    """An answer that replaces the check gains by it in nbgrader's own execution, and not here."""
    with ScratchCourse(toy_course, [toy.NAME]) as scratch:
        scratch.submit(toy.NAME, "forger", writes(toy.answered(scratch.generate(toy.NAME), double=FORGES)))
        assert scratch.autograde(toy.NAME) == {}
        ours = points_of_checks(scratch, toy.NAME)
        autograde_by_stock(scratch, toy.NAME)
        theirs = points_of_checks(scratch, toy.NAME)
    found = differences(ours, theirs)
    assert found[("forger", "a01-q1-check")] == (0, 1)
    assert found[("forger", "a01-q1-hidden")] == (0, 2)


def test_a_difference_counts_unless_the_check_wrote_to_stderr():
    ours = {"q1/right/a": {"check": 1.0, "hidden": 2.0}, "q1/wrong/b": {"check": 0.0}}
    assert differences(ours, ours) == {}
    theirs = {"q1/right/a": {"check": 0.0, "hidden": 2.0}}
    assert differences(ours, theirs) == {("q1/right/a", "check"): (1.0, 0.0)}
    assert differences(ours, theirs, {("q1/right/a", "check")}) == {}


def test_all_answers_are_compared_again_when_the_assignment_changed_and_some_when_the_package_did():
    record = {"common": "package", "own": {NAME: "answers"}}
    assert extent(NAME, record, "answers", "package") == NONE
    assert extent(NAME, record, "answers", "another package") == SOME
    assert extent(NAME, record, "another answer", "package") == ALL
    assert extent("02_new", record, "answers", "package") == ALL
    assert extent(NAME, {}, "answers", "package") == ALL


def test_each_row_is_among_those_that_some_key_draws():
    packed = [Row(f"row-{k}", {}) for k in range(2 * SHARE + 1)]
    drawn = [chosen(packed, SOME, f"{key:x}") for key in range(SHARE)]
    assert all(drawn) and sorted(row.student for rows in drawn for row in rows) == [row.student for row in packed]
    assert chosen(packed, ALL, "0") == packed


def test_a_changed_answer_and_a_changed_module_have_other_keys(monkeypatch, tmp_path):
    before = own_key(NAME), common_key()
    changed = equal_support.FOLDER / NAME / "q1-polynomial-slope" / "right"
    real = equal_support.Path.read_bytes
    monkeypatch.setattr(
        equal_support.Path, "read_bytes", lambda path: real(path) + (b"#" if path.is_relative_to(changed) else b"")
    )
    assert own_key(NAME) != before[0] and common_key() == before[1]
    changed = equal_support.COURSE.root / "gradschool" / "oracle"
    assert own_key(NAME) == before[0] and common_key() != before[1]
