"""`gradschool report` on classes that the real nbgrader graded."""

import csv
import json

import numpy as np
import pytest
import toy
from click.testing import CliRunner

from gradschool.staff.cli import main
from gradschool.staff.course.layout import Course
from gradschool.staff.samples import demo

COURSE = Course(toy.ROOT)


def report(root, assignment, folder):
    arguments = ["--course", str(root), "--output", f"{folder}/page.html", "--json", f"{folder}/data.json"]
    done = CliRunner().invoke(main, ["report", assignment, *arguments, "--csv", f"{folder}/marks.csv"])
    assert done.exit_code == 0, done.output
    return (folder / "page.html").read_text(encoding="utf-8"), json.loads((folder / "data.json").read_text("utf-8"))


def test_the_toy_class_is_reported_on(toy_class, tmp_path):
    page, data = report(toy_class.scratch.root, "01", tmp_path)
    assert {student["id"] for student in data["students"]} == toy_class.submitted.keys() - {"not-json"}
    told = {entry["student"]: entry["why"] for entry in data["not_graded"]}
    assert told["not-json"] == "it is not a notebook (not JSON); ask for it again"
    assert told["nothing"].startswith("it holds no 01_toy.ipynb")
    assert "it ended its own process" in told["dies"]
    assert toy.SECRET_INPUT not in page and toy.SECRET_VALUE not in page


@pytest.mark.slow
def test_the_demo_class_is_reported_on(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "FOLDER", str(tmp_path / "demo"))
    graded = demo.grade_demo_class(COURSE, demo.ASSIGNMENT, say=lambda line: None)
    page, data = report(tmp_path / "demo", demo.ASSIGNMENT, tmp_path)
    assert {student["id"]: student["points"] for student in data["students"]} == {
        result.student: result.points for result in graded.results
    }
    marks = np.array([[exercise.points for exercise in result.exercises] for result in graded.results])
    most = np.array([exercise.max_points for exercise in graded.results[0].exercises])
    assert [item["difficulty"] for item in data["items"]] == pytest.approx((marks.mean(axis=0) / most).tolist())
    for number, item in enumerate(data["items"]):
        rest = np.delete(marks, number, axis=1).sum(axis=1)
        assert item["discrimination"] == pytest.approx(np.corrcoef(marks[:, number], rest)[0, 1], abs=1e-9)
    assert data["mistakes"] and all(mistake["name"] in page for mistake in data["mistakes"])
    assert "hana.sato" in [student["id"] for student in data["students"] if student["reasons"]]
    with open(tmp_path / "marks.csv", newline="", encoding="utf-8-sig") as file:
        assert len(list(csv.DictReader(file))) == len(demo.CLASS)
