"""`gradschool grade`: what nbgrader autograde would have left; whole or not at all; one line for each trouble."""

import json
import logging
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from io import StringIO
from pathlib import Path

import nbformat
import pytest
import toy
from click.testing import CliRunner
from conftest import RIGHT
from grade_support import Recorded, children, command, marks
from nbformat import writes
from nbgrader.api import Gradebook
from rich.console import Console
from sqlalchemy import event, text

from gradschool.staff import sandbox
from gradschool.staff.cli import main
from gradschool.staff.course import CourseError
from gradschool.staff.grading import run, show
from gradschool.staff.grading.ledger import Ledger
from gradschool.staff.scratch import ScratchCourse
from gradschool.staff.sides.plan import NotGradable

slow = [pytest.mark.slow, pytest.mark.xdist_group("grade")]
needs_walls = pytest.mark.skipif(bool(sandbox.missing()), reason="; ".join(sandbox.missing()) or "all walls are here")
ENDLESS = "def double(x):\n    while True:\n        pass"


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
    engine = Recorded(lambda number: NotGradable("it has a cell that is none") if number == 0 else None)
    summary = run.grade(class_of_three.course, toy.NAME, engine=engine)
    assert summary.failed == {"ann": "it has a cell that is none"}
    assert set(summary.marks) == {"bob", "cy"}


def test_one_submission_does_not_read_the_grades_of_the_whole_class(class_of_three):
    summary = run.grade(class_of_three.course, toy.NAME, engine=Recorded())
    ledger, asked = Ledger(class_of_three.database, "gradschool"), []
    with closing(ledger):
        known = ledger.notebook(toy.NAME, toy.NAME)  # loaded once a run
        event.listen(ledger.gradebook.engine, "after_cursor_execute", lambda *told: asked.append(told[2:4]))
        assert ledger.outcome(toy.NAME, "ann")[0] == summary.marks["ann"]
        with ledger.submission() as gradebook:
            grade = gradebook.find_grade(known.grade_cells[0].name, toy.NAME, toy.NAME, "ann")
            comment = gradebook.find_comment(known.solution_cells[0].name, toy.NAME, toy.NAME, "ann")
            assert grade.student.id == comment.student.id == "ann"
    with closing(sqlite3.connect(class_of_three.root / "gradebook.db")) as database:
        steps = [row[3] for query in asked for row in database.execute(f"EXPLAIN QUERY PLAN {query[0]}", query[1])]
    assert any("SEARCH grade USING INDEX" in step for step in steps)
    assert not [step for step in steps if re.match("SCAN (grade|comment)$", step)]


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


def test_all_of_nbgraders_steps_use_one_gradebook_and_one_transaction(class_of_three):
    ledger = Ledger(class_of_three.database, "gradschool")
    with pytest.raises(KeyError), ledger.submission():
        with Gradebook(class_of_three.database) as opened:
            opened.update_or_create_student("eve")
        with Gradebook(class_of_three.database, "another") as opened:
            assert opened.find_student("eve").id == "eve"
        raise KeyError
    with ledger.submission(), Gradebook(class_of_three.database) as opened:
        opened.update_or_create_student("fay")
    ledger.close()
    with Gradebook(class_of_three.database) as gradebook:
        assert [student.id for student in gradebook.students] == ["fay"]


@needs_walls
@pytest.mark.slow
@pytest.mark.xdist_group("grade")
def test_killed_at_any_moment_the_same_command_goes_on_and_gives_the_same_marks(class_of_three):
    release = class_of_three.course.release_notebook(toy.NAME)
    for number in range(6):
        class_of_three.submit(toy.NAME, f"more-{number}", writes(toy.answered(release, **RIGHT)))
    with ScratchCourse(class_of_three.course, [toy.NAME]) as undisturbed:
        undisturbed.generate(toy.NAME)
        shutil.copytree(class_of_three.root / "submitted", undisturbed.root / "submitted")
        assert undisturbed.grade(toy.NAME) == {}
        expected = marks(undisturbed)
    for wanted in (0, 1, 4):
        process = command(class_of_three)
        place = class_of_three.root / "autograded"
        while len(list(place.glob("*/*/*.ipynb"))) < wanted and process.poll() is None:
            time.sleep(0.01)
        time.sleep(0.05 * wanted)
        process.kill()
        process.communicate()
        half = marks(class_of_three)
        assert {student: half[student] for student in half} == {student: expected[student] for student in half}
        assert {path.parts[-3] for path in place.glob("[!.]*/*/*.ipynb")} <= set(half)
    process = command(class_of_three)
    assert process.communicate()[0] and process.returncode == 0
    assert marks(class_of_three) == expected
    assert len(list(place.glob("*/*/*.ipynb"))) == len(expected)
    assert not (place / ".unfinished").exists()


@needs_walls
@pytest.mark.slow
@pytest.mark.xdist_group("grade")
def test_workers_that_are_killed_cost_no_submission_a_mark(class_of_three):
    process = command(class_of_three, "--workers", "1")
    killed = 0
    while process.poll() is None and killed < 2:
        for pid in children(process.pid):
            cmdline = Path(f"/proc/{pid}/cmdline")
            if cmdline.exists() and b"gradschool.staff.fork" in cmdline.read_bytes():
                time.sleep(1.5)
                os.kill(pid, signal.SIGKILL)
                killed += 1
                break
        time.sleep(0.05)
    assert process.communicate()[1] is not None and process.returncode == 0
    assert killed == 2
    assert marks(class_of_three)["ann"]["a01-q1-hidden"][0] == 2


@needs_walls
@pytest.mark.slow
@pytest.mark.xdist_group("grade")
def test_an_interrupt_stops_within_seconds_and_says_how_to_go_on(class_of_three):
    release = class_of_three.course.release_notebook(toy.NAME)
    class_of_three.submit(toy.NAME, "aaron", writes(toy.answered(release, double=ENDLESS)))
    process = command(class_of_three, "--workers", "1")
    while not children(process.pid):
        time.sleep(0.05)
    time.sleep(4)
    below = children(process.pid)
    os.kill(process.pid, signal.SIGINT)
    started = time.monotonic()
    _, told = process.communicate(timeout=20)
    assert time.monotonic() - started < 5
    assert process.returncode == 130
    assert told.splitlines()[-1] == "gradschool: stopped; what is done is kept, and the same command goes on from there"
    assert "Traceback" not in told
    while left := [pid for pid in below if Path(f"/proc/{pid}/cmdline").exists()]:
        assert time.monotonic() - started < 10, left
        time.sleep(0.05)


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


def refused(course, *options) -> str:
    """The one line with which `gradschool grade` refuses."""
    before = Path.cwd()
    os.chdir(course.root)
    try:
        done = CliRunner().invoke(main, ["grade", *options])
    finally:
        os.chdir(before)
    assert done.exit_code == 2, done.output
    [line] = done.stderr.splitlines()
    assert line.startswith("gradschool: ")
    return line


def test_unknown_students_and_assignments_are_named(class_of_three):
    told = refused(class_of_three.course, "1", "--students", "eli,dora")
    assert "no submission by dora, eli; 3 others submitted" in told
    assert "'7' is none; choose from: 01_toy" in refused(class_of_three.course, "7")


def test_an_assignment_never_generated_is_named_with_the_remedy(toy_course):
    with ScratchCourse(toy_course, [toy.NAME]) as scratch:
        scratch.submit(toy.NAME, "ann", "{}")
        told = "gradebook.db: there is no gradebook; make it with: nbgrader generate_assignment ASSIGNMENT"
        assert told in refused(scratch.course, "1")
        assert not (scratch.root / "gradebook.db").exists()
        with Gradebook(scratch.database):
            pass
        assert "not in the gradebook yet; run: nbgrader generate_assignment 01_toy" in refused(scratch.course, "1")


def test_nothing_submitted_is_said_with_the_place(class_of_three):
    shutil.rmtree(class_of_three.root / "submitted")
    assert "nothing is submitted; expected " in refused(class_of_three.course, "1")


def test_a_gradebook_that_another_program_holds_is_one_line(class_of_three):
    config, url = class_of_three.course.config, class_of_three.database + "?timeout=0.2"
    config.write_text(config.read_text() + f"\nc.CourseDirectory.db_url = {url!r}\n")
    with sqlite3.connect(class_of_three.root / "gradebook.db", isolation_level=None) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        assert "another program holds the gradebook; close it and run this again" in refused(class_of_three.course, "1")


def test_a_read_only_gradebook_is_one_line(class_of_three):
    config, path = class_of_three.course.config, class_of_three.root / "gradebook.db"
    config.write_text(config.read_text() + f"\nc.CourseDirectory.db_url = 'sqlite:///file:{path}?mode=ro&uri=true'\n")
    assert "may not be written; change its permissions" in refused(class_of_three.course, "1")


def test_a_gradebook_of_another_version_is_one_line(class_of_three):
    with Gradebook(class_of_three.database) as gradebook:
        gradebook.db.execute(text("ALTER TABLE grade DROP COLUMN extra_credit"))
        gradebook.db.commit()
    told = r"not a gradebook of this nbgrader \(no column grade.extra_credit\); try: nbgrader db upgrade"
    with pytest.raises(CourseError, match=told):
        run.grade(class_of_three.course, toy.NAME, engine=Recorded())


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to make a small disk")
def test_a_full_disk_is_one_line_and_loses_nothing(class_of_three, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "small", small], check=True)
    try:
        config = class_of_three.course.config
        config.write_text(config.read_text() + f"\nc.CourseDirectory.autograded_directory = {str(small)!r}\n")
        with pytest.raises(CourseError, match="No space left on device; put it right and run this again"):
            run.grade(class_of_three.course, toy.NAME, engine=Recorded())
        finished = {path.parts[-3] for path in small.glob("[!.]*/*/*.ipynb")}
        assert set(marks(class_of_three)) == finished
    finally:
        subprocess.run(["umount", small], check=True)


def test_two_runs_at_once_are_refused(class_of_three):
    class Nested(Recorded):
        def submit(self, jobs):
            with pytest.raises(CourseError, match="another gradschool grade is running in this course"):
                run.grade(class_of_three.course, toy.NAME, engine=Recorded())
            return super().submit(jobs)

    assert run.grade(class_of_three.course, toy.NAME, engine=Nested()).ok


def test_a_missing_wall_refuses_before_anything_is_graded(class_of_three, monkeypatch):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    assert "bubblewrap is not installed" in refused(class_of_three.course, "1")
    assert not (class_of_three.root / "autograded").exists()


@pytest.mark.slow
@pytest.mark.xdist_group("grade")
def test_no_sandbox_grades_and_says_so(class_of_three):
    process = command(class_of_three, "--no-sandbox", "--students", "ann")
    told, _ = process.communicate()
    assert process.returncode == 0
    assert "No sandbox: what student code did on this machine was not confined" in told
    graded = json.loads(class_of_three.autograded_notebook(toy.NAME, "ann").read_text())
    assert graded["metadata"]["gradschool"]["sandbox"] == "none: student code was not confined"


def test_a_summary_shows_counts_marks_and_each_failure_in_a_line():
    taken, failed = {"ann": 1, "bob": 2}, {"cy": "it is empty"}
    summary = run.Summary("01_toy", 5, {"ann": 5, "bob": 0}, taken, ["bob"], failed, total=3)
    console = Console(file=StringIO(), width=100)
    show.show(summary, console)
    told = console.file.getvalue()
    assert "01_toy: 2 graded, 1 need manual grading, 1 failed in 0.0 s" in told
    assert re.search(r"4\.5 +5 +1 +█{40}", told) and "median 2.5, mean 2.5" in told
    assert "Slowest: bob 2.0 s, ann 1.0 s" in told
    assert "cy: not graded: it is empty; the file is kept as it came" in told
    assert show.as_data(summary)["ok"] is False


def test_progress_is_a_plain_line_now_and_then_where_there_is_no_terminal(monkeypatch):
    console = Console(file=StringIO(), width=100)
    with show.Shown(console) as shown:
        shown(run.Summary("01_toy", total=9))
        assert console.file.getvalue() == ""
        shown._told -= show.EVERY
        shown._started -= 10
        shown(run.Summary("01_toy", marks={"ann": 1.0}, failed={"bob": ""}, total=9))
    assert re.fullmatch(r"2 of 9 \(0\.2 a second, 1 failed, about 3\d s left\)\n", console.file.getvalue())
