"""The report as data for other programs: JSON with all of it, CSV with one row for each student."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from gradschool.staff.report.summary import WHOLE, Report
from gradschool.staff.results.csv_cells import write_csv


def as_json(report: Report) -> str:
    """All fields of the report as JSON; what is undefined is null. Student ids are text, never HTML."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=1) + "\n"


def write_students(report: Report, path: Path) -> None:
    """Write one row for each student to a CSV file, whole submissions that were not graded included. Raises OSError.

    A spreadsheet needs the byte order mark at its start to read accents.
    """
    write_csv(path, rows(report), encoding="utf-8-sig")


def rows(report: Report) -> Iterator[list]:
    """The rows of that table, heading first; points that there are not yet are None."""
    keys = [item.key for item in report.items]
    yield ["student", "points", "max_points", *keys, "mistakes", "may_need_help", "not_graded"]
    notes = {}
    for entry in report.not_graded:
        notes.setdefault(entry.student, []).append(f"{entry.what}: {entry.why}")
    for student in report.students:
        named = dict.fromkeys(mark.mistake for mark in student.marks if mark.mistake)
        told = [", ".join(named), "; ".join(student.reasons), "; ".join(notes.get(student.id, []))]
        given = [mark.points for mark in student.marks]
        yield [student.id, student.points if student.complete else None, report.max_points, *given, *told]
    blank = [None] * len(report.items)
    for entry in report.not_graded:
        if entry.what == WHOLE:
            yield [entry.student, None, report.max_points, *blank, None, None, entry.why]
    for student in report.absent:
        yield [student, None, report.max_points, *blank, None, None, "nothing was handed in"]
