"""Write the report as data for other programs: JSON with all of it, CSV with one row for each student."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from gradschool.staff.report.summary import WHOLE, Report
from gradschool.staff.results.csv_cells import write_csv


def as_json(report: Report) -> str:
    """Return all of the report as JSON; an undefined statistic is null. Student ids are not escaped for HTML."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=1) + "\n"


def write_students(report: Report, path: Path) -> None:
    """Write one row for each student to a CSV file, also for those who are not graded. Raises OSError.

    The file begins with a byte order mark, without which spreadsheets read accents wrongly.
    """
    write_csv(path, rows(report), encoding="utf-8-sig")


def rows(report: Report) -> Iterator[list]:
    """Give the rows of that table, heading first; a mark that is not there yet is None."""
    keys = [item.key for item in report.items]
    yield ["student", "points", "max_points", *keys, "mistakes", "may_need_help", "not_graded"]
    notes: dict[str, list[str]] = {}
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
    for absent in report.absent:
        yield [absent, None, report.max_points, *blank, None, None, "nothing was handed in"]
