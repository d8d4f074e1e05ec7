"""A class is gathered from its course and its report is written where it should be."""

import pytest
import toy
from class_support import SmallClass

from gradschool.staff.course.layout import Course
from gradschool.staff.course.trouble import CourseError
from gradschool.staff.report.gather import gather
from gradschool.staff.report.write import write_report


@pytest.fixture
def course(tmp_path):
    made = SmallClass(tmp_path)
    made.grade("ann")
    yield Course(tmp_path)
    made.close()


def test_what_is_graded_is_gathered_and_progress_can_be_shown(course):
    seen = []
    found = gather(course, toy.NAME, track=lambda items: seen.extend(items) or items)
    assert [result.student for result in found.results] == seen == ["ann"]
    assert found.failures == {} and list(found.titles) == [e.key for e in found.results[0].exercises]


def test_files_are_written_where_they_are_asked_for(course, tmp_path):
    page, table, data = write_report(course, toy.NAME, None, tmp_path / "r.json", tmp_path / "r.csv", anonymous=True)
    assert page == tmp_path / "report" / f"{toy.NAME}-anonymous.html" and "ann" not in page.read_text().split()
    assert table.stat().st_size > 0 and data.stat().st_size > 0


def test_a_file_that_cannot_be_written_is_named(course, tmp_path):
    with pytest.raises(CourseError, match="can't be written .*; name another file"):
        write_report(course, toy.NAME, tmp_path / "nowhere" / "page.html")
