"""What `gradschool new` makes runs as it is, lacks only what its author has to write, and overwrites nothing."""

import re

import pytest
import toy
from authoring_support import make_course
from click.testing import CliRunner

from gradschool.staff.authoring.build import BuildError, build, build_lessons
from gradschool.staff.authoring.lint import errors, lint_lesson, lint_source
from gradschool.staff.authoring.skeleton import new_exercise, new_lesson
from gradschool.staff.cli import main
from gradschool.staff.course.notebooks import read
from gradschool.staff.samples.answers import load_answers

NAME = "11_my_topic"
LESSON, SOURCE = f"notebooks/{NAME}.ipynb", f"source/{NAME}/{NAME}.ipynb"
ANSWERS = f"tests/answers/{NAME}/q3-total-derivative"


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path)


@pytest.fixture
def begun(course):
    """A course with a new lesson 11, whose assignment has one question."""
    new_lesson(course, "11", "my_topic")
    new_exercise(course, "11", "q3", "total-derivative")
    return course


def write_what_is_left(course):
    """Do as if the author had written what stands at each TODO."""
    for path in (course.root / LESSON, course.root / SOURCE):
        path.write_text(path.read_text(encoding="utf-8").replace("TODO: ", ""), encoding="utf-8")


def snapshot(course):
    return {path: path.read_bytes() for path in sorted(course.root.rglob("*")) if path.is_file()}


def test_each_file_that_is_made_is_named(course):
    assert new_lesson(course, "11", "my_topic") == [f"{LESSON}: made", f"{SOURCE}: made"]
    assert new_exercise(course, "11", "q3", "total-derivative") == [
        f"{SOURCE}: question 3 added, answered by total_derivative(x)",
        f"{ANSWERS}/right/first.py: made",
        f"{ANSWERS}/wrong/first.py: made",
    ]


def test_a_new_exercise_has_the_full_rhythm(begun):
    cells = read(begun.root / SOURCE).cells
    assert [cell.id for cell in cells] == [
        "a11-title",
        "a11-setup",
        "a11-setup-text",
        "a11-q3-text",
        "a11-q3-given",
        "a11-q3-total-derivative",
        "a11-q3-try",
        "a11-q3-check",
        "a11-q3-hidden",
        "a11-q3-hints",
        "a11-end",
    ]
    assert "def total_derivative(x):\n    ### BEGIN SOLUTION" in cells[5].source
    assert "| 3 | TODO: what its answer is, in a few words | 3 |" in cells[0].source
    assert "**Points:** 3." in cells[0].source


def test_questions_stand_in_the_order_of_their_numbers(begun):
    new_exercise(begun, "11", "q10", "tenth")
    new_exercise(begun, "11", "q1", "first-of-all")
    nb = read(begun.root / SOURCE)
    assert re.findall(r"^\| (\d+) \|", nb.cells[0].source, re.MULTILINE) == ["1", "3", "10"]
    assert [cell.id for cell in nb.cells if cell.id.endswith("-text")] == [
        f"a11-{part}-text" for part in ("setup", "q1", "q3", "q10")
    ]
    assert "**Points:** 9." in nb.cells[0].source and nb.cells[-1].id == "a11-end"


def test_a_skeleton_lacks_only_what_is_to_be_written(begun):
    found = errors(lint_source(begun, NAME))
    assert all(finding.missing for finding in found)
    told = {finding.cell: finding.what for finding in found}
    assert told.keys() == {cell.id for cell in read(begun.root / SOURCE).cells if "TODO" in cell.source} | {"l11-title"}
    assert {what.partition(":")[0] for what in told.values()} == {"still to write", "still has a TODO (cells with one"}
    write_what_is_left(begun)
    assert lint_source(begun, NAME) == []


def test_a_new_lesson_has_the_parts_of_a_lesson(begun):
    write_what_is_left(begun)
    assert {finding.what for finding in lint_lesson(begun, begun.root / LESSON)} == {
        "its output is not from a clean run",
        f"{len(read(begun.root / LESSON).cells)} cells",
    }


def test_its_sample_answers_can_be_read(begun):
    answers = load_answers(begun.root / "tests" / "answers" / NAME)["q3-total-derivative"]
    assert [(answer.right, answer.code.splitlines()[0]) for answer in answers] == [
        (True, "def total_derivative(x):"),
        (False, "def total_derivative(x):"),
    ]
    assert answers[1].declared is None


@pytest.mark.slow
@pytest.mark.xdist_group("proof")
def test_a_skeleton_is_built_and_proved_once_it_is_written(begun):
    with pytest.raises(BuildError, match="still to write"):
        build(["11"], course=begun, say=lambda line: None)
    assert not (begun.release / NAME).exists()
    write_what_is_left(begun)
    said = []
    assert build(["11"], course=begun, say=said.append) == [
        f"release/{NAME}/{NAME}.ipynb",
        f"solutions/{NAME}/{NAME}.ipynb",
    ]
    assert said[-1].endswith(" s, and proved across two processes")
    assert build_lessons(["11"], course=begun, say=said.append) == [LESSON]
    outputs = [cell.outputs for cell in read(begun.root / LESSON).cells if cell.id == "l11-trap-run"]
    assert outputs[0][0].text == "18.0\n"


def test_nothing_that_is_there_is_overwritten(begun):
    wrong = begun.root / ANSWERS / "wrong" / "first.py"
    wrong.write_text("# mistake: SIGN_FLIPPED\nmine", encoding="utf-8")
    (begun.root / SOURCE).unlink()
    lesson = (begun.root / LESSON).read_bytes()
    assert new_lesson(begun, "11", "my_topic") == [f"{LESSON}: is there already, and stays as it is", f"{SOURCE}: made"]
    assert new_exercise(begun, "11", "q3", "total-derivative")[1:] == [
        f"{ANSWERS}/right/first.py: is there already, and stays as it is",
        f"{ANSWERS}/wrong/first.py: is there already, and stays as it is",
    ]
    assert wrong.read_text(encoding="utf-8") == "# mistake: SIGN_FLIPPED\nmine"
    assert (begun.root / LESSON).read_bytes() == lesson


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("lesson", "7", "my_topic"), "number '7': write two digits, as in 07"),
        (("lesson", "٠٧", "my_topic"), "number '٠٧': write two digits, as in 07"),
        (("lesson", "12", "My-Topic"), "name 'My-Topic': write small letters, digits and underscores"),
        (("lesson", "12", "../topic"), "name '../topic': write small letters, digits and underscores"),
        (("lesson", "11", "my_topic"), f"{SOURCE}: it and its lesson are there already; edit them"),
        (("lesson", "11", "other"), f"number 11: {NAME} has it; choose another number, or that name"),
        (("exercise", "1", "q1", "slope"), "number '1': write two digits, as in 07"),
        (("exercise", "12", "q1", "slope"), "assignment 12: there is none; make it first: gradschool new lesson 12"),
        (("exercise", "11", "4", "slope"), "question '4': write q and its number, as in q3"),
        (("exercise", "11", "q0", "slope"), "question 'q0': write q and its number, as in q3"),
        (("exercise", "11", "q3", "slope"), f"{SOURCE}: question 3 is there already; choose another number"),
        (("exercise", "11", "q4", "a_slope"), "exercise 'a_slope': write small letters, digits and hyphens"),
        (("exercise", "11", "q4", "lambda"), "exercise 'lambda': write small letters, digits and hyphens"),
        (("exercise", "11", "q4", "hints"), "exercise 'hints': write small letters, digits and hyphens"),
    ],
)
def test_bad_arguments_are_one_line_and_write_nothing(begun, monkeypatch, arguments, says):
    monkeypatch.chdir(begun.root)
    before = snapshot(begun)
    done = CliRunner().invoke(main, ["new", *arguments])
    assert done.exit_code == 2 and done.stdout == ""
    assert done.stderr.startswith(f"gradschool: {says}") and len(done.stderr.splitlines()) == 1
    assert snapshot(begun) == before


def test_the_command_says_what_to_do_next(course, monkeypatch):
    monkeypatch.chdir(course.root)
    assert toy.NAME in course.assignments()
    lesson = CliRunner().invoke(main, ["new", "lesson", "11", "my_topic"])
    assert lesson.exit_code == 0
    assert lesson.stdout.splitlines()[-1] == "Next: gradschool new exercise 11 q1 name-of-the-answer"
    exercise = CliRunner().invoke(main, ["new", "exercise", "11", "q3", "total-derivative"])
    assert exercise.exit_code == 0
    assert "gradschool/diagnose/named_mistakes.py" in exercise.stdout
    assert "gradschool build 11 says what is missing" in exercise.stdout.splitlines()[-1]
