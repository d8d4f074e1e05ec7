"""`gradschool report` on what it can't report on: one clear line on stderr, status 2, and nothing is touched."""

import sqlite3

import pytest
import toy
from class_support import SmallClass
from click.testing import CliRunner

from gradschool.staff.cli import main


def remove_gradebook(made):
    made.database.unlink()
    return ["01"], "gradebook.db: there is no gradebook; make it with: gradschool grade"


def ask_for_another(made):
    return ["07"], "assignment '07' is none; choose from: 01_toy"


def forget_assignment(made):
    made.gradebook.remove_assignment(toy.NAME)
    made.gradebook.add_assignment("02_other")
    return ["01"], "01_toy: not in the gradebook, which has: 02_other"


def submit_nothing(made):
    made.enrol("absent")
    return ["01"], "01_toy: nothing was submitted"


def grade_nothing(made):
    made.submit("Zoë O'Brien")
    return ["01"], "none of 1 submissions is graded (Zoë O'Brien: not graded yet; run nbgrader autograde 01_toy)"


def write_text_as_gradebook(made):
    made.database.write_text("This is my gradebook." * 100)
    return ["01"], "gradebook.db: can't be used as a gradebook (file is not a database)"


def use_another_database(made):
    made.database.unlink()
    with sqlite3.connect(made.database) as other:
        other.execute("CREATE TABLE holidays (name TEXT)")
    return ["01"], "gradebook.db: not a gradebook of this nbgrader (no table "


def use_an_old_gradebook(made):
    made.close()
    with sqlite3.connect(made.database) as old:
        old.execute("ALTER TABLE grade DROP COLUMN extra_credit")
    return ["01"], "not a gradebook of this nbgrader (no column grade.extra_credit); try: nbgrader db upgrade"


def break_the_configuration(made):
    made.course.config.write_text("c = get_config(\n")
    return ["01"], "nbgrader_config.py: can't be loaded (SyntaxError"


def give_no_url(made):
    with made.course.config.open("a") as config:
        config.write("\nc.CourseDirectory.db_url = 'no such url'\n")
    return ["01"], "nbgrader_config.py: c.CourseDirectory.db_url is not the URL of a database"


def need_a_missing_driver(made):
    with made.course.config.open("a") as config:
        config.write("\nc.CourseDirectory.db_url = 'oracle://user:secret@server/marks'\n")
    return ["01"], "oracle://user:***@server/marks: can't be used as a gradebook (No module named"


def name_a_folder_that_is_no_course(made):
    (made.course.root / "empty").mkdir()
    return ["01", "--course", "empty"], "empty: not a course folder (no nbgrader_config.py in it)"


def name_a_folder_that_is_not_there(made):
    return ["01", "--course", "nowhere"], "nowhere: not a course folder"


def write_where_nothing_can_be(made):
    made.grade("right")
    return ["01", "--output", "no/such/folder/page.html"], "no/such/folder/page.html: can't be written"


def write_csv_onto_a_folder(made):
    made.grade("right")
    return ["01", "--csv", "."], ".: can't be written (Is a directory)"


@pytest.mark.parametrize(
    "spoil",
    [
        remove_gradebook,
        ask_for_another,
        forget_assignment,
        submit_nothing,
        grade_nothing,
        write_text_as_gradebook,
        use_another_database,
        use_an_old_gradebook,
        break_the_configuration,
        give_no_url,
        need_a_missing_driver,
        name_a_folder_that_is_no_course,
        name_a_folder_that_is_not_there,
        write_where_nothing_can_be,
        write_csv_onto_a_folder,
    ],
)
def test_it_is_one_line_and_status_2(spoil, tmp_path, monkeypatch):
    made = SmallClass(tmp_path)
    monkeypatch.chdir(tmp_path)
    arguments, line = spoil(made)
    made.close()
    before = made.database.read_bytes() if made.database.exists() else None
    done = CliRunner().invoke(main, ["report", *arguments])
    assert (done.exit_code, done.stdout) == (2, ""), done.exception
    assert line in done.stderr
    assert len(done.stderr.splitlines()) == 1 and done.stderr.startswith("gradschool: ")
    assert (made.database.read_bytes() if made.database.exists() else None) == before
