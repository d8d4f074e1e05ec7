"""`gradschool try`: a learner's own mark, hidden checks included."""

import shutil
from dataclasses import replace
from io import StringIO

import pytest
import toy
from click.testing import CliRunner
from nbformat import writes
from rich.console import Console
from toy import MINUS, RIGHT

from gradschool.staff.cli import main
from gradschool.staff.course.layout import Course
from gradschool.staff.course.notebooks import read
from gradschool.staff.grading.throwaway_course import ScratchCourse
from gradschool.staff.learner import copies, trial
from gradschool.staff.learner.trial import try_assignment
from gradschool.staff.results.exercises import Exercise, Result
from gradschool.staff.results.hidden_checks import has_hidden_checks
from gradschool.staff.terminal.results import show_result


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = toy.make_course(tmp_path_factory.mktemp("learner"))
    with ScratchCourse(course, [toy.NAME]) as scratch:
        course.release_notebook(toy.NAME).parent.mkdir(parents=True)
        course.release_notebook(toy.NAME).write_bytes(scratch.generate(toy.NAME).read_bytes())
    return course


@pytest.fixture
def learner(course, monkeypatch):
    copies.place(course)
    monkeypatch.chdir(course.root)
    monkeypatch.setenv("COLUMNS", "80")
    return lambda *arguments: CliRunner().invoke(main, arguments)


@pytest.mark.slow
def test_marks_mistakes_and_where_to_read_are_printed_and_no_hidden_value(course, learner):
    answers = toy.answered(course.release_notebook(toy.NAME), double=MINUS, square=RIGHT["square"])
    course.work_notebook(toy.NAME).write_text(writes(answers))
    done = learner("try", "1")
    assert done.exit_code == 0, done.output
    for text in (
        "Double a number",
        "0 / 3",
        "SIGN_FLIPPED",
        "Signs",
        "2 / 2",
        "2 / 5",
        "you return minus the value",
        "call      double(3)",
        "got       -6",
        "expected  6",
        "Remove the minus.",
    ):
        assert text in done.stdout
    assert toy.SECRET_INPUT not in done.output
    assert toy.SECRET_VALUE not in done.output


@pytest.mark.slow
def test_an_endless_loop_is_announced_while_it_is_waited_for_and_told_with_the_limit(course, learner):
    ours = course.config.read_text()
    answers = toy.answered(course.release_notebook(toy.NAME), double="def double(x):\n    while True:\n        pass")
    course.work_notebook(toy.NAME).write_text(writes(answers))
    try:
        course.config.write_text(ours.replace("SECONDS_A_CELL = 30", "SECONDS_A_CELL = 2"))
        done = learner("try", "1")
    finally:
        course.config.write_text(ours)
    assert done.exit_code == 0, done.output
    assert done.stderr.count("a01-q1: stopped: it took longer than 2 s") == 1
    assert "1 · Your code was stopped: it took longer than 2 s; look for an endless loop" in done.stdout
    assert "KeyboardInterrupt" not in done.output


def result_with(**parts) -> Result:
    parts = {"key": "q1-double", "title": "Double a number", "points": 1, "max_points": 3, "status": "partly"} | parts
    return Result("you", toy.NAME, (Exercise(**parts),))


def printed(result: Result, width: int) -> str:
    console = Console(file=StringIO(), width=width)
    show_result(result, console)
    return console.file.getvalue()


def test_what_was_lost_is_readable_on_a_narrow_terminal():
    mistake = {"mistake": "SIGN_FLIPPED", "meaning": "every entry has the right size and the wrong sign"}
    parts = mistake | {"message": "double is not right", "do": "Look. " * 30, "read": 'lesson 01, "Signs"'}
    text = printed(result_with(**parts), 60)
    assert max(len(line.rstrip()) for line in text.splitlines()) <= 60
    assert "  mistake   SIGN_FLIPPED: every entry" in text
    assert '  read      lesson 01, "Signs"' in text


def test_passed_visible_checks_and_failed_hidden_ones_are_told_apart():
    row = next(line for line in printed(result_with(hidden_max=2), 80).splitlines() if "Double" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == ["1 · Double a number", "1 / 1", "0 / 2", "1 / 3"]
    assert "with other inputs, as hidden ones do" in printed(result_with(hidden_max=2), 120)
    both = result_with(points=2, hidden_points=2, hidden_max=2)
    assert "Run the answer and check cells of question 1" in printed(both, 120)


@pytest.mark.slow
@pytest.mark.parametrize(
    "student", ["blank", "copied-check", "deleted-answer", "deleted-check", "dies", "lucky", "minus"]
)
def test_marks_and_messages_are_those_that_nbgrader_gives(course, toy_class, student):
    copies.place(course)
    course.work_notebook(toy.NAME).write_text(toy_class.submitted[student])
    tried = try_assignment(course, toy.NAME, say=lambda line: None)
    assert replace(tried.result, student=student) == toy_class.result(student)
    assert tried.not_run == 0


@pytest.mark.slow
def test_in_a_hand_out_the_visible_checks_run_and_the_hidden_ones_are_said_not_to(
    course, learner, tmp_path, monkeypatch
):
    handed_out = Course(tmp_path / "course")
    shutil.copytree(course.release, handed_out.release)
    shutil.copy(course.config, handed_out.config)
    copies.place(handed_out)
    lucky = toy.answered(course.release_notebook(toy.NAME), double="def double(x):\n    return 6")
    handed_out.work_notebook(toy.NAME).write_text(writes(lucky))
    monkeypatch.chdir(handed_out.root)
    done = learner("try", "1")
    assert done.exit_code == 0, done.output
    assert "visible checks only" in done.stderr
    assert "1 / 1" in done.stdout and "1 / 3" in done.stdout
    assert "The hidden checks (2 points) were not run: only your instructor has them." in done.stdout


@pytest.mark.parametrize("name", Course(toy.ROOT).assignments())
def test_a_hand_out_of_the_course_lacks_its_hidden_checks_and_counts_no_part_of_one(name, tmp_path):
    handed_out, whole = Course(tmp_path), Course(toy.ROOT)
    handed_out.release.symlink_to(whole.release)
    cells = read(whole.source_notebook(name)).cells
    hidden = [cell for cell in cells if has_hidden_checks(cell)]
    kept, not_run = trial._assignment(handed_out, name)
    assert {cell.id for cell in hidden}.isdisjoint(cell.id for cell in kept)
    assert not_run == sum(cell.metadata.nbgrader.points for cell in hidden) > 0
    graded = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade")]
    assert {cell.id for cell in graded} - {cell.id for cell in hidden} <= {cell.id for cell in kept}


def test_a_release_that_is_older_than_its_source_is_one_line(course, learner):
    with_new_cell = toy.toy_source()
    with_new_cell.cells.append(toy.graded(toy.new_code_cell("require(square, 4, 16)"), "a01-q2-more", points=1))
    ours = course.source_notebook(toy.NAME).read_text()
    try:
        course.source_notebook(toy.NAME).write_text(writes(with_new_cell))
        done = learner("try", "1")
    finally:
        course.source_notebook(toy.NAME).write_text(ours)
    assert done.exit_code == 2
    told = "gradschool: release/01_toy/01_toy.ipynb: not made from the present source; run: gradschool build 01\n"
    assert done.stderr == told


def test_a_copy_of_more_than_20_mb_is_one_line(course, learner, monkeypatch):
    monkeypatch.setattr(trial, "LARGEST_NOTEBOOK", 1 << 20)
    with course.work_notebook(toy.NAME).open("a") as file:
        file.write(" " * (1 << 20))
    done = learner("try", "1")
    assert done.exit_code == 2
    assert done.stderr.endswith("01_toy.ipynb: larger than 1 MB; clear its outputs and save it\n")


def test_a_broken_configuration_is_one_line(course, learner):
    ours = course.config.read_text()
    try:
        course.config.write_text("c.Judge.cell_seconds = SECONDS")
        done = learner("try", "1")
    finally:
        course.config.write_text(ours)
    assert done.exit_code == 2
    [line] = done.stderr.splitlines()
    assert "nbgrader_config.py: can't be loaded (NameError: name 'SECONDS' is not defined); mend it" in line


@pytest.mark.slow
def test_nothing_but_the_answer_is_left_behind(course, learner):
    # Whatever an earlier test put there, which may be a loop that takes its full time.
    course.work_notebook(toy.NAME).write_bytes(course.release_notebook(toy.NAME).read_bytes())
    before = sorted(course.root.rglob("*"))
    content = course.work_notebook(toy.NAME).read_text()
    learner("try", "01")
    assert sorted(course.root.rglob("*")) == before
    assert course.work_notebook(toy.NAME).read_text() == content
    assert not (course.root / "gradebook.db").exists()


@pytest.mark.slow
def test_a_broken_copy_is_one_line_and_keeps_its_content(course, learner):
    course.work_notebook(toy.NAME).write_text("my answers, by hand")
    done = learner("try", "1")
    assert done.exit_code == 2
    last = done.stderr.splitlines()[-1]
    assert last.startswith("gradschool: work/01_toy/01_toy.ipynb: not graded: it is not a notebook (not JSON)")
    assert course.work_notebook(toy.NAME).read_text() == "my answers, by hand"


def test_without_a_copy_it_says_how_to_get_one(course, learner):
    course.work_notebook(toy.NAME).unlink()
    done = learner("try", "1")
    assert done.exit_code == 2
    assert done.stderr == "gradschool: work/01_toy/01_toy.ipynb: not there; make your copies with: gradschool work\n"
