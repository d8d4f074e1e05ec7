"""The judge as nbgrader calls it: its limits, the files that it gives, and execution where nothing can be forked."""

import os

from judge_support import submission
from nbformat import reads

from gradschool.staff.plugins import judge
from gradschool.staff.sandbox.limits import Limits


def test_every_limit_can_be_configured_and_begins_with_the_default():
    assert judge.Judge().limits() == Limits()
    assert judge.Judge(cell_seconds=4, memory_mb=700).limits() == Limits(cell_seconds=4, memory_mb=700)


def test_files_beside_a_notebook_are_given_but_no_notebook_and_no_link(tmp_path, monkeypatch):
    (folder := tmp_path / "folder").mkdir()
    (folder / "data").mkdir()
    for name in ("data/number.txt", "01_toy.ipynb", "data/other.ipynb"):
        (folder / name).write_text("42")
    (tmp_path / "secret").write_text("secret")
    os.symlink(tmp_path / "secret", folder / "link.txt")
    os.symlink(tmp_path, folder / "outside")
    assert judge.beside(folder) == {"data/number.txt": b"42"}
    monkeypatch.setattr(judge, "MOST_BESIDE", 1)
    assert judge.beside(folder) == {}


def test_where_nothing_can_be_forked_nbgraders_own_execution_runs_and_says_so(monkeypatch):
    ran = []
    monkeypatch.delattr(judge.os, "fork")
    monkeypatch.setattr(judge.Execute, "preprocess", lambda self, nb, resources: (ran.append(nb) or nb, resources))
    notebook, _ = judge.Judge().preprocess(reads(submission().decode(), as_version=4), {})
    assert ran == [notebook]
    assert notebook.metadata.gradschool.sandbox == "none: student code and checks shared one process"
