"""A graded cell that works in one process and fails across two is found when it is written."""

import os
from dataclasses import replace

import pytest
import toy
from authoring_support import SOURCE, change, make_course

from gradschool.staff.authoring import proof
from gradschool.staff.authoring.build import BuildError, build
from gradschool.staff.course.notebooks import read, write
from gradschool.staff.sandbox.limits import Limits

REMEDY = "use a student's names there only as data or by calling them, and hand over only what a cell defines"
pytestmark = pytest.mark.xdist_group("proof")


def proved(course):
    """What proving the toy assignment finds."""
    return proof.prove(*proof.handed_in(course, toy.NAME))


def line(cell, why):
    return f"{SOURCE} [{cell}]: fails across two processes, as students are graded ({why}); {REMEDY}"


@pytest.mark.slow
def test_a_whole_assignment_is_proved(tmp_path):
    assert proved(make_course(tmp_path)) == []


@pytest.mark.slow
def test_a_check_that_works_in_one_process_and_not_across_two_stops_the_build(tmp_path):
    course = make_course(tmp_path)
    change(course, "a01-q1-check", "double.limit = 3\nrequire(double, double.limit, 6)")
    with pytest.raises(BuildError) as caught:
        build(course=course, say=lambda line: None)
    why = "at `double.limit = 3`: TypeError: an object of the student's cannot be changed by a check"
    assert str(caught.value) == line("a01-q1-check", why)
    assert not course.solution_notebook(toy.NAME).exists()


@pytest.mark.slow
def test_every_check_that_fails_is_named_with_its_construct(tmp_path):
    course = make_course(tmp_path)
    change(course, "a01-q1-check", "names = double.__code__.co_varnames\nrequire(double, len(names), 2)")
    change(course, "a01-q2-check", "import torch\n\nrequire(square, (n for n in [3]), 9)")
    assert proved(course) == [
        line("a01-q2-check", "a check hands over generator, which cannot be sent (cannot pickle 'generator' object)")
    ]
    change(course, "a01-q2-check", "require(square, -3, 9)")
    why = "at `names = double.__code__.co_varnames`: AttributeError: __code__"
    assert proved(course) == [line("a01-q1-check", why)]


@pytest.mark.slow
def test_an_answer_that_fails_is_named_instead_of_the_checks_after_it(tmp_path):
    course = make_course(tmp_path)
    begin, end = "### BEGIN SOLUTION", "### END SOLUTION"
    change(course, "a01-q1-double", f"{begin}\nopen('/etc/passwd')\n\n\ndef double(x):\n    return 2 * x\n{end}")
    [found] = proved(course)
    assert found.startswith(f"{SOURCE} [a01-q1-double]: fails across two processes") and "/etc/passwd" in found


@pytest.mark.slow
def test_a_check_that_earns_less_than_its_points_is_found(tmp_path):
    course = make_course(tmp_path)
    change(course, "a01-q1-hidden", "### BEGIN HIDDEN TESTS\nround(1.4)\n### END HIDDEN TESTS")
    assert proved(course) == [line("a01-q1-hidden", "it earns 1 of 2 points")]


@pytest.mark.slow
def test_what_is_stopped_at_a_limit_is_told_to_be_smaller(tmp_path):
    course = make_course(tmp_path)
    change(course, "a01-q1-double", "### BEGIN SOLUTION\nwhile True:\n    pass\n### END SOLUTION")
    shown, job = proof.handed_in(course, toy.NAME)
    [found] = proof.prove(shown, replace(job, limits=Limits(cell_seconds=2)))
    assert found == (
        f"{SOURCE} [a01-q1]: fails across two processes, as students are graded "
        f"(it took longer than 2 s; look for an endless loop); {proof.SMALLER}"
    )


@pytest.mark.slow
def test_what_is_missing_and_what_fails_come_in_one_list(tmp_path):
    course = make_course(tmp_path)
    change(course, "a01-q1-check", "double.limit = 3\nrequire(double, double.limit, 6)")
    nb = read(course.source_notebook(toy.NAME))
    nb.cells = [cell for cell in nb.cells if cell.id != "a01-q2-hints"]
    write(nb, course.source_notebook(toy.NAME))
    with pytest.raises(BuildError) as caught:
        build(course=course, say=lambda line: None)
    hints, check = str(caught.value).splitlines()
    assert hints.startswith(f"{SOURCE} [a01-q2-hints]: question 2 has 0 of 3 folded hints; ")
    assert check.startswith(f"{SOURCE} [a01-q1-check]: fails across two processes")
    assert not course.release.exists()


@pytest.mark.slow
def test_without_the_sandbox_the_proof_is_made_across_two_processes_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(proof.box, "missing", lambda: ["bubblewrap is not installed; run: apt"])
    course, said = make_course(tmp_path), []
    with proof.Proofs(course, [toy.NAME], said.append) as proofs:
        assert proofs.faults(toy.NAME) == [] and proofs.note == ""
    assert said == [
        "proof in the sandbox skipped: bubblewrap is not installed; run: apt; "
        "it is made across two processes, without walls"
    ]
    change(course, "a01-q1-check", "double.limit = 3\nrequire(double, double.limit, 6)")
    assert len(proved(course)) == 1


def test_a_system_that_cannot_fork_proves_nothing_and_says_so(tmp_path, monkeypatch):
    monkeypatch.delattr(os, "fork")
    said = []
    with proof.Proofs(make_course(tmp_path), [toy.NAME], said.append) as proofs:
        assert proofs.faults(toy.NAME) == [] and proofs.note == ""
    assert said == ["proof across two processes skipped: this system cannot fork; build on Linux, on macOS or in WSL"]
