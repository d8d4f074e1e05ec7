"""The judge as nbgrader calls it: its limits, the files that it gives, and execution where nothing can be forked."""

from judge_support import submission
from nbformat import reads

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
