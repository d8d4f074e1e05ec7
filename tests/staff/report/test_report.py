"""`gradschool report`: what it says of a class, and that nothing hostile or private gets through it."""

import csv
import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest
import toy
from class_support import SmallClass, failed
from click.testing import CliRunner

from gradschool.staff.cli import main

SCRIPT = "<script>alert(1)<"
NAMES = ["Zoë O'Brien", "=HYPERLINK(1)", "+49 30", "-1+2", "@sum", SCRIPT, "x² & \u202eevil", "1"]


class Page(HTMLParser):
    """The parts of a page that tests look at."""

    def __init__(self, text: str):
        super().__init__()
        self.tags, self.words, self._open = [], [], []
        self.feed(text)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if "style" not in self._open:
            self.words.append(data)

    def all(self, *names):
        return [(tag, attributes) for tag, attributes in self.tags if tag in names]


@pytest.fixture
def small_class(tmp_path, monkeypatch):
    made = SmallClass(tmp_path)
    monkeypatch.chdir(tmp_path)
    yield made
    made.close()


@pytest.fixture
def full_class(small_class):
    """Every kind of student."""
    small_class.grade("right")
    small_class.grade("minus", (0, 0, 2), said={"double": failed("SIGN_FLIPPED")})
    small_class.grade("twice", (0, 0, 0), said={"double": failed("SIGN_FLIPPED"), "square": failed("SIGN_FLIPPED")})
    small_class.grade("forger", (0, 0, 2), said={"double": failed("FORGED_NAME", "see forged-link")})
    small_class.grade("partly", (1, 0, 2))
    small_class.grade("blank", (0, 0, 0), blank=["double", "square"])
    small_class.grade("endless", (1, 2, 0), stopped={"a01-q2": "it took longer than 30 s, endless says"})
    small_class.grade("waiting", waiting=["a01-q2-check"])
    small_class.submit("new")
    small_class.submit("garbled", "This is my homework.")
    small_class.submit("other").rename(small_class.folder("submitted", "other") / "Untitled by other.ipynb")
    small_class.grade("broken").write_text("cut off")
    small_class.enrol("absent")
    return small_class


def run(*arguments):
    return CliRunner().invoke(main, ["report", "01", *arguments])


def report(*arguments):
    """The report as a page and as data."""
    done = run("--output", "page.html", "--json", "data.json", *arguments)
    assert done.exit_code == 0, done.output
    with open("page.html", encoding="utf-8") as page, open("data.json", encoding="utf-8") as data:
        return Page(page.read()), json.load(data)


def table():
    with open("marks.csv", newline="", encoding="utf-8-sig") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_by_default_the_page_is_in_the_folder_report(small_class):
    small_class.grade("right")
    done = run()
    assert (done.exit_code, done.stdout) == (0, "report/01_toy.html\n")
    assert run("--anonymous").stdout == "report/01_toy-anonymous.html\n"
    assert (small_class.course.root / "report" / "01_toy.html").is_file()


def test_another_course_can_be_named(small_class, tmp_path_factory, monkeypatch):
    small_class.grade("right")
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert run("--course", str(small_class.course.root)).stdout == "report/01_toy.html\n"


def test_difficulty_and_discrimination_are_those_that_numpy_computes(small_class):
    points = [(1, 2, 2), (1, 0, 2), (0, 0, 1), (1, 2, 0), (0, 0, 0), (1, 0, 0)]
    for number, row in enumerate(points):
        small_class.grade(f"s{number}", row)
    double, square = np.array([[a + b for a, b, _ in points], [c for *_, c in points]], dtype=float)
    r = np.corrcoef(double, square)[0, 1]
    _, data = report()
    found = [(item["difficulty"], item["discrimination"]) for item in data["items"]]
    assert found == [pytest.approx((double.mean() / 3, r)), pytest.approx((square.mean() / 2, r))]


def test_what_waits_for_a_person_counts_in_no_statistic(full_class):
    page, data = report()
    assert data["items"][1]["counts"]["not graded"] == 1
    assert [s["complete"] for s in data["students"] if s["id"] == "waiting"] == [False]
    assert "Marks of the 7 students whose every exercise is graded" in page.text
    graded = [2, 2, 0, 2, 2, 0, 0]
    assert data["items"][1]["difficulty"] == pytest.approx(np.mean(graded) / 2)


def test_attempts_without_an_answer_are_counted(full_class):
    assert [item["without_answer"] for item in report()[1]["items"]] == [1, 1]


def test_named_mistakes_come_with_their_exercises_and_lesson(full_class):
    page, data = report()
    [mistake] = data["mistakes"]
    assert (mistake["name"], mistake["students"]) == ("SIGN_FLIPPED", 2)
    assert mistake["exercises"] == {"q1-double": 2, "q2-square": 1}
    assert "2 of 8 SIGN_FLIPPED a gradient comes in with the wrong sign 1 · Double a number (2)" in page.text
    assert "lesson 07, “The update rule”" in page.text


def test_a_mistake_that_a_student_made_up_is_in_no_report(full_class):
    run("--json", "data.json", "--csv", "marks.csv")
    for file in ("report/01_toy.html", "data.json", "marks.csv"):
        assert "forged" not in (full_class.course.root / file).read_text(encoding="utf-8").lower().replace("forger", "")


def test_students_who_may_need_help_are_listed_with_the_reason(full_class):
    reasons = {student["id"]: student["reasons"] for student in report()[1]["students"]}
    assert reasons["right"] == reasons["partly"] == []
    assert reasons["twice"] == ["0 / 5 points, less than half", "SIGN_FLIPPED in 2 exercises"]
    assert reasons["blank"] == ["0 / 5 points, less than half", "no answer in 2 of 2 exercises"]
    assert reasons["endless"] == ["code that had to be stopped in 2 · Square a number"]


def test_what_was_not_graded_is_listed_with_the_reason(full_class):
    page, data = report()
    told = {(entry["student"], entry["what"]): entry["why"] for entry in data["not_graded"]}
    whole = "the whole submission"
    assert told == {
        ("waiting", "2 · Square a number"): "has no mark yet; grade it in the formgrader",
        ("endless", "2 · Square a number"): (
            "its code was stopped: it took longer than 30 s, endless says; checks after that count as failed"
        ),
        ("new", whole): "not graded yet; run nbgrader autograde 01_toy",
        ("garbled", whole): "it is not a notebook (not JSON); ask for it again",
        ("other", whole): "it holds no 01_toy.ipynb; ask for the notebook under this name",
        ("broken", whole): "its graded notebook can't be read; grade it again with --force",
    }
    assert data["absent"] == ["absent"]
    assert "8 of 12 submissions graded" in page.text
    assert all(why in page.text for why in told.values())


def test_the_table_has_a_row_for_each_student(full_class):
    run("--csv", "marks.csv")
    found = table()
    assert len(found) == 13
    assert [found["partly"][column] for column in ("points", "q1-double", "q2-square")] == ["3.0", "1.0", "2.0"]
    assert (found["waiting"]["points"], found["new"]["points"]) == ("", "")
    assert found["twice"]["mistakes"] == "SIGN_FLIPPED"
    assert found["absent"]["not_graded"] == "nothing was handed in"


def test_the_page_is_complete_and_runs_nothing(full_class):
    page, _ = report()
    assert ("html", {"lang": "en"}) in page.tags
    assert page.all("script", "link", "iframe", "object") == []
    assert [attributes["content"] for _, attributes in page.all("meta") if "http-equiv" in attributes] == [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    ]
    sources = [attributes["src"] for _, attributes in page.all("img")]
    assert len(sources) == 2 and all(source.startswith("data:image/png;base64,") for source in sources)
    links = [attributes["href"] for _, attributes in page.all("a")]
    ids = [f"#{attributes['id']}" for _, attributes in page.tags if "id" in attributes]
    assert links and set(links) <= set(ids) and len(ids) == len(set(ids))


def test_the_page_can_be_read_without_seeing_it(full_class):
    page, _ = report()
    levels = [int(tag[1]) for tag, _ in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    assert len(page.all("table")) == len(page.all("caption")) == 5
    assert {attributes.get("scope") for _, attributes in page.all("th")} == {"col", "row"}
    assert all(attributes["alt"] for _, attributes in page.all("img"))
    assert len(page.all("figure")) == page.text.count("Reading the figure:") == 2


def test_the_page_adapts_to_phones_and_dark_mode(full_class):
    report()
    text = (full_class.course.root / "page.html").read_text(encoding="utf-8")
    assert 'name="viewport" content="width=device-width, initial-scale=1"' in text
    assert "color-scheme: light dark" in text and "prefers-color-scheme: dark" in text


def test_any_student_id_is_shown_as_text(small_class):
    for name in NAMES:
        small_class.grade(name, (0, 0, 0))
    page, data = report("--csv", "marks.csv")
    assert page.all("script") == []
    assert all(name in page.text for name in NAMES if "\u202e" not in name)
    shown = [name.replace("\u202e", "\ufffd") for name in NAMES]
    assert sorted(student["id"] for student in data["students"]) == sorted(shown)
    cells = set(table())
    assert cells == {f"'{name}" if name[0] in "=+-@" else name for name in shown}


@pytest.mark.parametrize("file", ["page.html", "data.json", "marks.csv"])
def test_anonymous_means_that_no_student_is_named_anywhere(full_class, file):
    full_class.enrol("right", first_name="Ada", last_name="Lovelace", email="ada@example.org")
    full_class.grade("qx-7734", (1, 2, 1))
    report("--csv", "marks.csv", "--anonymous")
    text = (full_class.course.root / file).read_text(encoding="utf-8")
    text = re.sub(r"base64,[\w+/=]+", "", text)
    for name in ["qx-7734", "twice", "forger", "endless", "garbled", "Ada", "Lovelace", "Untitled", "30 s"]:
        assert name not in text
    assert "student 13" in text


def test_anonymous_numbers_follow_the_marks_and_not_the_names(small_class):
    for name, points in [("ann", (0, 0, 0)), ("bob", (1, 2, 2)), ("zoe", (1, 0, 0))]:
        small_class.grade(name, points)
    students = report("--anonymous")[1]["students"]
    assert [(student["id"], student["points"]) for student in students] == [
        ("student 1", 5),
        ("student 2", 1),
        ("student 3", 0),
    ]


def test_a_long_list_is_cut_and_says_so(small_class, monkeypatch):
    monkeypatch.setattr("gradschool.staff.report.page.MOST_ROWS", 2)
    for number in range(5):
        small_class.grade(f"s{number}", (0, 0, 0))
    page, data = report()
    assert len(data["students"]) == 5
    assert "s1" in page.text and "s2" not in page.text
    assert "3 more are in the files that --csv and --json write" in page.text


def test_one_student_is_enough_for_a_report(small_class):
    small_class.grade("only", (1, 0, 2))
    page, data = report()
    assert [item["discrimination"] for item in data["items"]] == [None, None]
    assert "1 of 1 submissions graded; mean 3 of 5 points, median 3" in page.text


def test_a_class_in_which_everything_waits_has_no_totals(small_class):
    small_class.grade("waiting", waiting=["a01-q1-check"])
    assert "so there are no totals" in report()[0].text


def test_a_heading_that_a_student_wrote_is_no_title(small_class):
    notebook = small_class.grade("right")
    text = notebook.read_text(encoding="utf-8")
    assert "Double a number" in text
    notebook.write_text(text.replace("Double a number", "I am Ada"), encoding="utf-8")
    assert "I am Ada" not in report()[0].text


def test_the_gradebook_stays_as_it_is(full_class):
    before = full_class.database.read_bytes()
    report()
    assert full_class.database.read_bytes() == before


def test_a_submission_from_before_the_assignment_grew_has_no_mark_for_what_is_new(small_class):
    small_class.grade("early")
    small_class.gradebook.add_grade_cell("a01-q3-check", toy.NAME, toy.NAME, max_score=4, cell_type="code")
    page, data = report()
    assert [(student["id"], student["complete"]) for student in data["students"]] == [("early", False)]
    assert data["max_points"] == 9
    assert "early 3 · A01 q3 has no mark yet" in page.text
