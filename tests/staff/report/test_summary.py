"""A report as data: what is counted, who may need help, and what an anonymous one leaves out."""

from gradschool.staff.report.gather import Gathered
from gradschool.staff.report.summary import WHOLE, summarise
from gradschool.staff.results.exercises import BLANK, RIGHT, UNGRADED, WRONG, Exercise, Result

TITLES = {"q1-slope": "Slope", "q2-area": "Area"}


def result(student: str, *answers: tuple, stopped=None) -> Result:
    """A result of two exercises of 2 points each: (points, status, mistake) in turn."""
    exercises = [
        Exercise(key, title, points, 2, status, mistake)
        for (key, title), (points, status, mistake) in zip(TITLES.items(), answers, strict=True)
    ]
    return Result(student, "01_toy", tuple(exercises), stopped or {})


ALL, NOTHING = (2, RIGHT, None), (0, BLANK, None)
FLIPPED = (0, WRONG, "SIGN_FLIPPED")


def gathered(*results: Result, failures=None, absent=()) -> Gathered:
    return Gathered("01_toy", list(results), failures or {}, list(absent), TITLES)


def test_exercises_are_counted_by_status():
    report = summarise(gathered(result("ann", ALL, ALL), result("bob", FLIPPED, NOTHING)))
    assert [item.counts[RIGHT] for item in report.items] == [1, 1]
    assert [item.difficulty for item in report.items] == [0.5, 0.5]
    assert [item.without_answer for item in report.items] == [0, 1]
    assert report.totals == [0, 4] and report.submitted == 2


def test_an_exercise_that_a_person_has_to_grade_is_in_no_total():
    report = summarise(gathered(result("ann", ALL, (0, UNGRADED, None))))
    assert report.totals == [] and report.items[1].difficulty is None
    assert [(entry.student, entry.what) for entry in report.not_graded] == [("ann", "2 · Area")]


def test_each_reason_for_help_is_given():
    report = summarise(gathered(result("ann", ALL, ALL), result("bob", FLIPPED, FLIPPED, stopped={"q2-area": "loop"})))
    [bob] = report.need_help
    assert bob.reasons == (
        "0 / 4 points, less than half",
        "SIGN_FLIPPED in 2 exercises",
        "code that had to be stopped in 2 · Area",
    )


def test_a_mistake_is_counted_only_if_the_catalogue_has_it():
    report = summarise(gathered(result("ann", FLIPPED, (0, WRONG, "MADE_UP"))))
    assert [(mistake.name, mistake.students) for mistake in report.mistakes] == [("SIGN_FLIPPED", 1)]


def test_an_anonymous_report_has_neither_ids_nor_causes():
    whole = gathered(
        result("ann", FLIPPED, ALL, stopped={"q1-slope": "ann.txt"}), failures={"bob": "no bob.ipynb"}, absent=["cy"]
    )
    assert summarise(whole).not_graded[1].why == "no bob.ipynb"
    report = summarise(whole, anonymous=True)
    assert [student.id for student in report.students] == ["student 1"]
    assert report.not_graded[1].what == WHOLE and report.absent == ("student 3",)
    assert not {"ann", "bob", "cy"} & set(str(report).replace(".", " ").replace("'", " ").split())
