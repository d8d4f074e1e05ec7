"""The report for other programs: all of it as JSON, one row for each student as CSV."""

import csv
import json

from gradschool.staff.report import tables
from gradschool.staff.report.summary import WHOLE, Mark, NotGraded, Report, Student
from gradschool.staff.results.exercises import RIGHT

ANN = Student("ann", 3.0, True, (Mark("q1-slope", 3.0, RIGHT, "SIGN_FLIPPED"),), ("a reason",))
WAITS = Student("=cmd()", 1.0, False, (Mark("q1-slope", 1.0, RIGHT, None),), ())
REPORT = Report(
    assignment="01_toy",
    anonymous=False,
    max_points=4.0,
    submitted=3,
    students=(ANN, WAITS),
    items=(),
    mistakes=(),
    not_graded=(NotGraded("bob", WHOLE, "not a notebook"),),
    absent=("cy",),
)


def test_each_student_has_one_row():
    heading, *rows = tables.rows(REPORT)
    assert heading[:3] == ["student", "points", "max_points"]
    assert [(row[0], row[1], row[-1]) for row in rows] == [
        ("ann", 3.0, ""),
        ("=cmd()", None, ""),
        ("bob", None, "not a notebook"),
        ("cy", None, "nothing was handed in"),
    ]
    assert rows[0][-3:] == ["SIGN_FLIPPED", "a reason", ""]


def test_a_spreadsheet_reads_the_file_as_text(tmp_path):
    tables.write_students(REPORT, tmp_path / "marks.csv")
    assert (tmp_path / "marks.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with open(tmp_path / "marks.csv", newline="", encoding="utf-8-sig") as file:
        assert [row[0] for row in csv.reader(file)] == ["student", "ann", "'=cmd()", "bob", "cy"]


def test_json_holds_the_whole_report():
    read = json.loads(tables.as_json(REPORT))
    assert read["students"][0]["marks"] == [
        {"key": "q1-slope", "points": 3.0, "status": "right", "mistake": "SIGN_FLIPPED"}
    ]
    assert read["absent"] == ["cy"] and read["not_graded"][0]["why"] == "not a notebook"
