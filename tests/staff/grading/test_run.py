"""What `gradschool grade` leaves is what nbgrader autograde would have left, whole or not at all."""

import json
import logging

import nbformat
import pytest
import toy
from grade_support import ENDLESS, Recorded, command, marks, needs_walls
from nbformat import writes
from nbgrader.api import Gradebook
from toy import RIGHT

from gradschool.staff.grading import run
from gradschool.staff.grading.throwaway_course import ScratchCourse
from gradschool.staff.judge.plan import NotGradable

slow = [pytest.mark.slow, pytest.mark.xdist_group("grade")]


def outputs(scratch: ScratchCourse, student: str) -> list:
    nb = nbformat.read(scratch.autograded_notebook(toy.NAME, student), as_version=4)
    return [(cell.cell_type, cell.source, cell.get("outputs")) for cell in nb.cells]


@needs_walls
class TestAgainstNbgrader:
    """One class, graded by both."""

    pytestmark = slow

    @pytest.fixture(scope="class")
    def both(self, toy_class, toy_course):
        with ScratchCourse(toy_course, [toy.NAME]) as scratch:
            scratch.generate(toy.NAME)
            for student, given in toy_class.submitted.items():
                scratch.submit(toy.NAME, student, given)
            (scratch.root / "submitted" / "nothing" / toy.NAME).mkdir(parents=True)
            yield toy_class, scratch, scratch.grade(toy.NAME)

    def test_marks_and_comments_are_those_of_nbgrader_cell_by_cell(self, both):
        toy_class, ours, _ = both
        stock = marks(toy_class.scratch)
        graded = set(stock) - set(toy_class.failures)
        assert graded and {s: m for s, m in marks(ours).items()} == {s: m for s, m in stock.items() if s in graded}

    def test_files_are_those_of_nbgrader(self, both):
        toy_class, ours, _ = both
        for student in set(toy_class.submitted) - set(toy_class.failures):
            theirs, here = (s.autograded_notebook(toy.NAME, student).parent for s in (toy_class.scratch, ours))
            assert sorted(p.name for p in theirs.iterdir()) == sorted(p.name for p in here.iterdir())
            assert outputs(ours, student) == outputs(toy_class.scratch, student)
            assert oct(ours.autograded_notebook(toy.NAME, student).stat().st_mode)[-3:] == "444"

    def test_what_cannot_be_graded_costs_one_line_and_leaves_nothing(self, both):
        _, ours, failures = both
        assert set(failures) == {"not-json", "nothing"}
        assert failures["not-json"].endswith("not graded: it is not a notebook (not JSON); the file is kept as it came")
        assert "there is no 01_toy.ipynb; ask nothing for it under this name" in failures["nothing"]
        assert not [path for path in (ours.root / "autograded").rglob("*") if "not" in path.name]
        assert not (ours.root / "autograded" / ".unfinished").exists()


def test_a_failure_while_saving_leaves_neither_marks_nor_files(class_of_three, monkeypatch):
    from nbgrader.preprocessors import SaveAutoGrades

    saved = SaveAutoGrades._add_comment

    def fails(self, cell, resources):
        if self.student_id == "bob":
            raise ValueError("in the middle")
        return saved(self, cell, resources)

    monkeypatch.setattr(SaveAutoGrades, "_add_comment", fails)
    summary = run.grade(class_of_three.course, toy.NAME, engine=Recorded())
    assert summary.failed == {"bob": "ValueError: in the middle"} and not summary.ok
    assert set(marks(class_of_three)) == {"ann", "cy"}
    assert not class_of_three.autograded_notebook(toy.NAME, "bob").parent.exists()


def test_an_engine_that_fails_costs_that_submission_alone(class_of_three):
    engine = Recorded(lambda number: NotGradable("one of its cells is malformed") if number == 0 else None)
    summary = run.grade(class_of_three.course, toy.NAME, engine=engine)
    assert summary.failed == {"ann": "one of its cells is malformed"}
    assert set(summary.marks) == {"bob", "cy"}


def test_a_second_run_grades_nothing_and_force_grades_all(class_of_three):
    course = class_of_three.course
    assert len(run.grade(course, toy.NAME, engine=Recorded()).marks) == 3
    again = run.grade(course, toy.NAME, engine=Recorded())
    assert again.skipped == ["ann", "bob", "cy"] and again.ok and not again.marks
    forced = run.grade(course, toy.NAME, run.Options(students=("bob",), force=True), engine=Recorded())
    assert list(forced.marks) == ["bob"]


def test_the_log_of_a_run_is_its_own(class_of_three):
    logger = logging.getLogger("traitlets")
    before = list(logger.handlers), logger.propagate
    summary = run.grade(class_of_three.course, toy.NAME, engine=Recorded())
    assert (logger.handlers, logger.propagate) == before
    assert toy.NAME in (class_of_three.course.root / summary.log).name


def test_a_newer_submission_is_graded_again(class_of_three):
    stamp = class_of_three.submitted_notebook(toy.NAME, "ann").parent / "timestamp.txt"
    stamp.write_text("2026-01-01 10:00:00 UTC")
    run.grade(class_of_three.course, toy.NAME, engine=Recorded())
    assert not run.grade(class_of_three.course, toy.NAME, engine=Recorded()).marks
    stamp.write_text("2026-01-02 10:00:00 UTC")
    assert list(run.grade(class_of_three.course, toy.NAME, engine=Recorded()).marks) == ["ann"]


def test_force_leaves_no_mark_from_before_but_keeps_what_a_person_gave(class_of_three):
    run.grade(class_of_three.course, toy.NAME, engine=Recorded())
    with Gradebook(class_of_three.database) as gradebook:
        gradebook.find_grade("a01-q2-check", toy.NAME, toy.NAME, "ann").manual_score = 1.5
        gradebook.find_grade("a01-q1-check", toy.NAME, toy.NAME, "ann").auto_score = 77
        gradebook.db.commit()

    class Fails(Recorded):
        def submit(self, jobs):
            future = super().submit(jobs)
            [name] = jobs
            notebook = nbformat.reads(future.result().notebooks[name].decode(), as_version=4)
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    cell.outputs = [nbformat.v4.new_output("error", ename="E", evalue="", traceback=[])]
            future.result().notebooks[name] = writes(notebook).encode()
            return future

    run.grade(class_of_three.course, toy.NAME, run.Options(force=True), engine=Fails())
    found = marks(class_of_three)["ann"]
    assert [found[name][0] for name in ("a01-q1-check", "a01-q1-hidden", "a01-q2-check")] == [0, 0, 0]
    assert found["a01-q2-check"][1:3] == (1.5, True)


@needs_walls
@pytest.mark.slow
@pytest.mark.xdist_group("grade")
def test_an_exercise_that_is_stopped_is_told_to_the_operator(class_of_three):
    release = class_of_three.course.release_notebook(toy.NAME)
    class_of_three.submit(toy.NAME, "eve", writes(toy.answered(release, double=ENDLESS, square=RIGHT["square"])))
    class_of_three.course.config.write_text(class_of_three.course.config.read_text() + "\nc.Judge.cell_seconds = 2\n")
    process = command(class_of_three, "--students", "eve,ann")
    told, _ = process.communicate()
    assert process.returncode == 0
    assert "eve: stopped in a01-q1: it took longer than 2 s; look for an endless loop" in told
    assert [marks(class_of_three)["eve"][name][0] for name in ("a01-q1-check", "a01-q2-check")] == [0, 2]


@pytest.mark.slow
@pytest.mark.xdist_group("grade")
def test_no_sandbox_grades_and_says_so(class_of_three):
    process = command(class_of_three, "--no-sandbox", "--students", "ann")
    told, _ = process.communicate()
    assert process.returncode == 0
    assert "No sandbox: what student code did on this machine was not confined" in told
    graded = json.loads(class_of_three.autograded_notebook(toy.NAME, "ann").read_text())
    assert graded["metadata"]["gradschool"]["sandbox"] == "none: student code was not confined"
