"""Make the report on an assignment and write it to files."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from gradschool.staff.course.layout import Course
from gradschool.staff.course.trouble import CourseError
from gradschool.staff.report.gather import Track, gather
from gradschool.staff.report.page import render
from gradschool.staff.report.summary import summarise
from gradschool.staff.report.tables import as_json, write_students

FOLDER = "report"


def write_report(
    course: Course,
    name: str,
    page: str | Path | None = None,
    json_file: str | Path | None = None,
    csv_file: str | Path | None = None,
    anonymous: bool = False,
    track: Track = iter,
) -> list[Path]:
    """Write the report on assignment `name`, and return the paths written: the page, then JSON and CSV if asked for.

    By default the page is report/NAME.html in the course, or report/NAME-anonymous.html; the folder is made.
    Raises CourseError as `gather` does, and when a file can't be written.
    """
    report = summarise(gather(course, name, track), anonymous)
    default = course.root / FOLDER / f"{name}{'-anonymous' if anonymous else ''}.html"
    if page is None:
        _write(default, lambda path: path.parent.mkdir(exist_ok=True))
    html = render(report, date.today())
    written = [_write(page or default, lambda path: path.write_text(html, encoding="utf-8"))]
    if json_file:
        written.append(_write(json_file, lambda path: path.write_text(as_json(report), encoding="utf-8")))
    if csv_file:
        written.append(_write(csv_file, lambda path: write_students(report, path)))
    return written


def _write(file: str | Path, how: Callable[[Path], object]) -> Path:
    try:
        how(Path(file))
    except OSError as error:
        raise CourseError(f"{file}: can't be written ({error.strerror}); name another file") from None
    return Path(file)
