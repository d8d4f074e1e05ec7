"""What the gradebooks of Canvas and Moodle get, read as their importers read it."""

import csv
from datetime import datetime

import pytest
import toy
from class_support import SmallClass
from grade_support import nbgrader

from gradschool.staff.plugins.exporters import CanvasExporter, MoodleExporter

DUE = datetime(2026, 11, 2, 12)
LATE = datetime(2026, 11, 2, 14, 5)


@pytest.fixture
def small_class(tmp_path):
    made = SmallClass(tmp_path)
    made.grade("right", timestamp=DUE)
    made.grade("late", timestamp=LATE, penalty=1.5)
    made.grade("waiting", waiting=["a01-q2-check"])
    made.grade("Zoë O'Brien", (1, 0, 1.255))
    made.grade("=cmd()", (0, 0, 0), penalty=2)
    made.enrol("absent")
    made.enrol("right", first_name="Ada", last_name="Right", email="ada@example.org")
    yield made
    made.close()


def export(small_class, exporter, **traits):
    """The rows that an exporter writes, by the first column's text."""
    path = small_class.course.root / "out.csv"
    exporter(to=str(path), **traits).export(small_class.gradebook)
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def by_student(rows, column):
    heading = rows[0]
    return {row[heading.index(column)]: dict(zip(heading, row, strict=True)) for row in rows[1:]}


def test_canvas_finds_its_columns_where_its_importer_looks(small_class):
    heading, points, *students = export(small_class, CanvasExporter)
    assert heading == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", toy.NAME]
    assert "Points Possible" in points[0]
    assert points[1:] == ["", "", "", "", "5.0"]
    assert len(students) == 6
    assert {len(row) for row in students} == {len(heading)}


def test_canvas_gets_totals_less_the_penalty_and_nothing_for_what_has_no_mark(small_class):
    rows = by_student(export(small_class, CanvasExporter), "SIS Login ID")
    marks = {student: row[toy.NAME] for student, row in rows.items() if student}
    assert marks == {
        "right": "5.0",
        "late": "3.5",
        "waiting": "",
        "Zoë O'Brien": "2.25",
        "'=cmd()": "0.0",
        "absent": "",
    }
    assert rows["right"]["Student"] == "Right, Ada"
    assert rows["late"]["Student"] == "late"


def test_the_column_of_the_student_id_can_be_chosen(small_class):
    row = by_student(export(small_class, CanvasExporter, id_column="SIS User ID"), "SIS User ID")["late"]
    assert (row["ID"], row["SIS Login ID"]) == ("", "")


def test_moodle_gets_marks_with_feedback_and_a_dash_for_none(small_class):
    rows = export(small_class, MoodleExporter)
    feedback = f"{toy.NAME} (Feedback)"
    assert rows[0] == ["Username", "First name", "Last name", "Email address", toy.NAME, feedback]
    told = {student: (row[toy.NAME], row[feedback]) for student, row in by_student(rows, "Username").items()}
    assert told == {
        "right": ("5.0", "5 of 5 points"),
        "late": ("3.5", "3.5 of 5 points, late by 2 h 5 min, penalty 1.5"),
        "waiting": ("-", "not graded yet"),
        "Zoë O'Brien": ("2.25", "2.25 of 5 points"),
        "'=cmd()": ("0.0", "0 of 5 points, penalty 2"),
        "absent": ("-", "no submission"),
    }
    assert by_student(rows, "Username")["right"]["Email address"] == "ada@example.org"


@pytest.mark.parametrize("exporter, mark", [(CanvasExporter, "0.0"), (MoodleExporter, "0.0")])
def test_a_missing_submission_can_count_as_zero(small_class, exporter, mark):
    column = {CanvasExporter: "SIS Login ID", MoodleExporter: "Username"}[exporter]
    rows = by_student(export(small_class, exporter, missing_as_zero=True), column)
    assert rows["absent"][toy.NAME] == mark


def test_the_log_names_who_is_late_missing_or_not_graded(small_class, caplog):
    exporter = CanvasExporter(to=str(small_class.course.root / "out.csv"))
    exporter.log.propagate = True
    exporter.export(small_class.gradebook)
    lines = [record.getMessage() for record in caplog.records]
    assert f"{toy.NAME}: late: late" in lines
    assert f"{toy.NAME}: no submission: absent" in lines
    assert f"{toy.NAME}: still to be graded: waiting" in lines


def test_students_and_assignments_can_be_chosen(small_class):
    small_class.gradebook.add_assignment("02_empty", duedate=datetime(2026, 11, 9))
    heading, _, *students = export(small_class, CanvasExporter, student=["late"], assignment=[toy.NAME])
    assert heading[5:] == [toy.NAME]
    assert [row[3] for row in students] == ["late"]
    assert export(small_class, CanvasExporter)[0][5:] == ["01_toy", "02_empty"]


@pytest.mark.parametrize(
    "traits, line",
    [
        ({"assignment": ["7"]}, "the gradebook has no assignment '7'; it has: 01_toy"),
        ({"student": ["nobody"]}, "the gradebook has no student 'nobody'"),
        ({"to": "no/such/folder/out.csv"}, "no/such/folder/out.csv: can't be written"),
    ],
)
def test_what_cannot_be_exported_is_one_line_and_status_1(small_class, traits, line, caplog):
    exporter = CanvasExporter(**{"to": str(small_class.course.root / "out.csv")} | traits)
    exporter.log.propagate = True
    with pytest.raises(SystemExit) as ended:
        exporter.export(small_class.gradebook)
    assert ended.value.code == 1
    [error] = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert error.startswith(line)


def test_an_empty_gradebook_is_one_line(tmp_path, caplog):
    made = SmallClass(tmp_path)
    made.gradebook.remove_assignment(toy.NAME)
    exporter = MoodleExporter(to=str(tmp_path / "out.csv"))
    exporter.log.propagate = True
    with pytest.raises(SystemExit):
        exporter.export(made.gradebook)
    made.close()
    assert "no assignments" in caplog.text
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("exporter", ["CanvasExporter", "MoodleExporter"])
def test_nbgrader_export_runs_it(toy_class, exporter):
    scratch = toy_class.scratch
    done = nbgrader(scratch, "export", f"--exporter=gradschool.staff.plugins.exporters.{exporter}", "--to=out.csv")
    assert done.returncode == 0, done.stdout
    with open(scratch.root / "out.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    column = {"CanvasExporter": "SIS Login ID", "MoodleExporter": "Username"}[exporter]
    assert {row[column]: row[toy.NAME] for row in rows}["right"] == "5.0"
