"""One gradebook for a run: one transaction for a submission, and only its own rows are read."""

import re
import sqlite3
from collections import defaultdict
from contextlib import closing

import pytest
import toy
from grade_support import Recorded
from nbgrader.api import Gradebook
from sqlalchemy import Engine, event

from gradschool.staff.grading import run
from gradschool.staff.grading.ledger import Ledger

# Tables that grow with the class
OF_THE_CLASS = ("comment", "grade", "student", "submitted_assignment", "submitted_notebook")


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


@pytest.fixture
def asked():
    """Each statement that a database is asked, with the parameters of each time."""
    found = defaultdict(list)

    def note(connection, cursor, statement, parameters, *_):
        found[statement].append(parameters[0] if isinstance(parameters, list) else parameters)

    event.listen(Engine, "after_cursor_execute", note)
    yield found
    event.remove(Engine, "after_cursor_execute", note)


@pytest.mark.parametrize("again", [False, True])
def test_grading_a_submission_does_not_read_those_of_the_whole_class(class_of_three, asked, again):
    if again:
        run.grade(class_of_three.course, toy.NAME, engine=Recorded())
        asked.clear()
    run.grade(class_of_three.course, toy.NAME, run.Options(force=True), engine=Recorded())
    each = {statement: given[0] for statement, given in asked.items() if len(given) >= 3}
    with closing(sqlite3.connect(class_of_three.root / "gradebook.db")) as database:
        plans = {one: [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {one}", each[one])] for one in each}
    steps = [step for plan in plans.values() for step in plan]
    for table in OF_THE_CLASS:
        assert any(re.match(rf"SEARCH {table} USING (COVERING )?INDEX", step) for step in steps), table
        assert not [one for one, plan in plans.items() if f"SCAN {table}" in plan], table


def test_points_are_those_that_nbgrader_adds_up(class_of_three):
    run.grade(class_of_three.course, toy.NAME, engine=Recorded())
    with Gradebook(class_of_three.database) as gradebook:
        grade = gradebook.find_grade("a01-q1-check", toy.NAME, toy.NAME, "ann")
        grade.manual_score, grade.extra_credit = 0.5, 0.25
        gradebook.find_grade("a01-q1-hidden", toy.NAME, toy.NAME, "bob").needs_manual_grade = True
        gradebook.db.commit()
        expected = {
            found.student_id: (found.score, bool(found.needs_manual_grade))
            for found in gradebook.assignment_submissions(toy.NAME)
        }
    assert len(set(expected.values())) == 3
    with closing(Ledger(class_of_three.database, "gradschool")) as ledger:
        assert {student: ledger.outcome(toy.NAME, student) for student in expected} == expected
