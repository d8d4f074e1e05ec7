"""The judge as nbgrader calls it: its limits, the files that it gives, and execution where nothing can be forked."""

import pytest
from judge_support import submission
from nbformat import reads
from nbformat.v4 import new_code_cell, new_notebook

from gradschool.staff.course.notebooks import METADATA
from gradschool.staff.plugins import judge
from gradschool.staff.sandbox.limits import Limits


def test_every_limit_can_be_configured_and_begins_with_the_default():
    assert judge.Judge().limits() == Limits()
    assert judge.Judge(cell_seconds=4, memory_mb=700).limits() == Limits(cell_seconds=4, memory_mb=700)


def test_where_nothing_can_be_forked_nbgraders_own_execution_runs_and_says_so(monkeypatch):
    ran = []
    monkeypatch.delattr(judge.os, "fork")
    monkeypatch.setattr(judge.Execute, "preprocess", lambda self, nb, resources: (ran.append(nb) or nb, resources))
    notebook, _ = judge.Judge().preprocess(reads(submission().decode(), as_version=4), {})
    assert ran == [notebook]
    assert notebook.metadata.gradschool.sandbox == "none: student code and checks shared one process"


@pytest.mark.slow
def test_on_one_side_the_users_own_ipython_settings_do_not_count(tmp_path, monkeypatch):
    startup = tmp_path / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "planted.py").write_text("planted = 1\n")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    notebook = new_notebook(cells=[new_code_cell("print('planted' in globals())")], metadata=METADATA)
    executed, _ = judge.Judge()._on_one_side(notebook, {"metadata": {"path": str(tmp_path)}})
    assert executed.cells[0].outputs[0].text == "False\n"
    assert executed.metadata.gradschool.sandbox == "none: student code and checks shared one process"
