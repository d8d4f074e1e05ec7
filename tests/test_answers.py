"""Answers as proof: each right answer earns its points, each wrong one loses them and is told its mistake."""

import pytest
from answers_support import (
    COURSE,
    FEWEST_RIGHT,
    FEWEST_WRONG,
    answers_of,
    assignments_with_answers,
    confusion,
    grade,
    hidden_points,
    problem,
    release_problem,
)

from gradschool.staff.course.notebooks import read
from gradschool.staff.samples.answers import answer_cells

NAMES = assignments_with_answers()
ANSWERS = [
    pytest.param(name, answer, id=f"{name}/{answer.label}", marks=pytest.mark.xdist_group(f"grade-{name}"))
    for name in NAMES
    for given in answers_of(name).values()
    for answer in given
]
each_assignment = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.xdist_group(f"grade-{name}")) for name in NAMES]
)


def test_every_assignment_has_answers():
    assert NAMES == COURSE.assignments()


@each_assignment
def test_every_exercise_has_enough_answers(name):
    answers = answers_of(name)
    assert set(answers) == set(answer_cells(read(COURSE.source_notebook(name))))
    for exercise, given in answers.items():
        methods = {answer.declared for answer in given if answer.right}
        wrong = [answer for answer in given if not answer.right]
        assert len(methods) >= FEWEST_RIGHT, f"{name}/{exercise}: {FEWEST_RIGHT} right answers that differ in method"
        assert len(wrong) >= FEWEST_WRONG, f"{name}/{exercise}: {FEWEST_WRONG} wrong answers"


@pytest.mark.slow
@pytest.mark.parametrize("name, answer", ANSWERS)
def test_an_answer_earns_what_it_deserves(name, answer):
    earned = grade(name).exercises[answer.label]
    found = problem(answer, earned, hidden_points(name)[answer.exercise])
    assert found is None, found


@pytest.mark.slow
@each_assignment
def test_no_wrong_answer_is_told_another_mistake(name, capsys):
    exercises = grade(name).exercises
    wrong = [answer for given in answers_of(name).values() for answer in given if not answer.right]
    pairs = [(answer.declared, exercises[answer.label].mistake) for answer in wrong]
    with capsys.disabled():
        print(f"\n\n{name}: {len(pairs)} wrong answers\n{confusion(pairs)}")
    assert [pair for pair in pairs if pair[1] not in (None, pair[0])] == []


@pytest.mark.slow
@each_assignment
def test_the_release_scores_zero(name):
    assert release_problem(grade(name).release) is None


@pytest.mark.slow
@each_assignment
def test_the_solution_scores_full_marks(name):
    result = grade(name).solution
    assert [exercise for exercise in result.exercises if exercise.status != "right"] == []
    assert result.points == result.max_points > 0
