"""`gradschool demo`: a class goes through the real pipeline and the instructor sees who missed what."""

import pytest
import toy
from click.testing import CliRunner
from toy import MINUS, RIGHT

from gradschool.staff.cli import main
from gradschool.staff.results.exercises import Exercise, Result, count_mistakes
from gradschool.staff.samples import demo

WRONG = {"double": MINUS, "square": "def square(x):\n    return -x * x"}


@pytest.fixture
def course(tmp_path, monkeypatch):
    course = toy.make_course(tmp_path)
    answers = course.root / "tests" / "answers" / toy.NAME
    for number, exercise in enumerate(("double", "square"), 1):
        for kind, header, code in [
            ("right", "# method: by hand", RIGHT[exercise]),
            ("wrong", "# mistake: SIGN_FLIPPED", WRONG[exercise]),
        ]:
            path = answers / f"q{number}-{exercise}" / kind / "only.py"
            path.parent.mkdir(parents=True)
            path.write_text(f"{header}\n{code}\n")
    monkeypatch.chdir(course.root)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(demo, "ASSIGNMENT", toy.NAME)
    return course


@pytest.mark.slow
def test_a_class_is_graded_and_shown_to_the_instructor(course):
    done = CliRunner().invoke(main, ["demo"])
    assert done.exit_code == 0, done.output
    for student in demo.CLASS:
        assert student in done.stdout
    assert "SIGN_FLIPPED in q1-double" in done.stdout
    assert len(list((course.root / ".demo" / "feedback").rglob("*.html"))) == len(demo.CLASS)
    assert not (course.root / "gradebook.db").exists()
    assert (course.root / ".demo" / "report" / "01_toy.html").is_file()
    assert "gradschool report 01 --course .demo" in done.stdout


def test_the_class_has_every_kind_of_submission():
    given = {word for plan in demo.CLASS.values() for word in plan.split()}
    assert {"right", "1", "stops", "none"} <= given
    assert 6 <= len(demo.CLASS) <= 8


def test_mistakes_are_counted_by_student():
    def exercise(key: str, mistake: str | None) -> Exercise:
        return Exercise(key, "", 0, 1, "wrong", mistake)

    one = Result("one", "01_toy", (exercise("q1-a", "SIGN_FLIPPED"), exercise("q2-b", "SIGN_FLIPPED")))
    two = Result("two", "01_toy", (exercise("q1-a", "SIGN_FLIPPED"), exercise("q2-b", "NO_BACKWARD")))
    assert count_mistakes([one, two]) == [("SIGN_FLIPPED", 2, ["q1-a", "q2-b"]), ("NO_BACKWARD", 1, ["q2-b"])]
