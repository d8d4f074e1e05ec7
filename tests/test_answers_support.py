"""The gates that judge the sample answers must themselves fail when they should."""

from dataclasses import replace
from pathlib import Path

import pytest
from answers_support import confusion, problem, release_problem, rows

from gradschool.staff.course.trouble import CourseError
from gradschool.staff.results.exercises import Exercise, Result
from gradschool.staff.samples.answers import Answer, load_answers


def an_answer(right: bool, declared: str | None = None) -> Answer:
    return Answer(Path("q1-slope", "right" if right else "wrong", "minus.py"), "q1-slope", right, declared, "")


def earned(points: float, mistake: str | None = None, status: str = "") -> Exercise:
    return Exercise("q1-slope", "Slope", points, 4.0, status or ("right" if points == 4 else "wrong"), mistake)


@pytest.mark.parametrize(
    "answer, exercise",
    [
        (an_answer(True, "closed form"), earned(4)),
        (an_answer(False, "SIGN_FLIPPED"), earned(0, "SIGN_FLIPPED")),
        (an_answer(False), earned(2)),
    ],
)
def test_an_answer_that_earns_what_it_deserves_passes(answer, exercise):
    assert problem(answer, exercise, hidden=2) is None


@pytest.mark.parametrize(
    "answer, exercise, said",
    [
        (an_answer(True, "closed form"), earned(3), "must earn them all"),
        (an_answer(False), earned(4), "must lose at least the 2 points"),
        (an_answer(False), earned(3), "must lose at least the 2 points"),
        (an_answer(False, "SIGN_FLIPPED"), earned(0), "it declares SIGN_FLIPPED"),
        (an_answer(False, "SIGN_FLIPPED"), earned(0, "NO_BACKWARD"), "mistake NO_BACKWARD"),
        (an_answer(False), earned(0, "NO_BACKWARD"), "it declares unnamed"),
    ],
)
def test_an_answer_that_does_not_is_reported_with_its_file_and_points(answer, exercise, said):
    found = problem(answer, exercise, hidden=2)
    assert said in found
    assert "minus.py" in found
    assert f"{exercise.points:g} of 4 points" in found


def test_an_answer_that_crashes_a_check_is_reported():
    crashed = replace(earned(0), message="TypeError: loss_of() takes 1 positional argument but 2 were given")
    assert "the check itself crashed" in problem(an_answer(False), crashed, hidden=2)
    refused = replace(earned(0), message="slope raised TypeError")
    assert problem(an_answer(False), refused, hidden=2) is None


def test_a_stub_that_scores_is_reported():
    stub = Result("release", "01_toy", (earned(0, status="blank"), earned(1, status="partly")))
    assert "q1-slope (1 points, partly)" in release_problem(stub)
    assert release_problem(Result("release", "01_toy", (earned(0, status="blank"),))) is None


def test_each_answer_is_in_one_row():
    answers = {"q1": ["a", "b", "c"], "q2": ["d"]}
    assert [row.answers for row in rows(answers)] == [{"q1": "a", "q2": "d"}, {"q1": "b"}, {"q1": "c"}]


def test_a_seed_puts_answers_beside_others_and_loses_none():
    answers = {"q1": list("abcdefgh"), "q2": list("abcdefgh")}
    packed = [row.answers for row in rows(answers, "seed")]
    for exercise, given in answers.items():
        assert sorted(row[exercise] for row in packed) == given
    assert [row["q1"] for row in packed] != [row["q2"] for row in packed]
    assert packed == [row.answers for row in rows(answers, "seed")]


def test_the_confusion_table_shows_a_false_name():
    table = confusion([("SIGN_FLIPPED", "SIGN_FLIPPED"), (None, "SIGN_FLIPPED"), (None, None)])
    assert table.splitlines() == [
        "declared \\ reported SIGN_FLIPPED unnamed",
        "SIGN_FLIPPED                   1       ·",
        "unnamed                        1       1",
    ]


def test_an_answer_is_read_without_its_header(tmp_path):
    path = tmp_path / "q1-slope" / "wrong" / "minus.py"
    path.parent.mkdir(parents=True)
    path.write_text("# mistake: SIGN_FLIPPED\n# Thinks that slopes go down.\n\ndef slope(x):\n    return -2 * x\n")
    [answer] = load_answers(tmp_path)["q1-slope"]
    assert (answer.right, answer.declared, answer.label) == (False, "SIGN_FLIPPED", "q1-slope/wrong/minus")
    assert answer.code == "def slope(x):\n    return -2 * x"


@pytest.mark.parametrize("text", ["", "def slope(x): ...\n", "# method: closed form\n"])
def test_an_answer_without_the_header_it_needs_is_refused(tmp_path, text):
    path = tmp_path / "q1-slope" / "wrong" / "minus.py"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    with pytest.raises(CourseError, match=r"minus\.py: the first line must be '# mistake: …'"):
        load_answers(tmp_path)
