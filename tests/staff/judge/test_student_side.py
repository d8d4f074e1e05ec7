"""The student side answers requests about the notebook that it runs."""

import json
import subprocess
import sys

import pytest
from judge_support import SLOPE, SUM, assignment, both_sides, execute, passed, said, submission

from gradschool.staff.judge import student_side
from gradschool.staff.sandbox import box

# In a process of its own: a shell takes over the streams of the process that it lives in.
SESSION = """
import json, sys
from gradschool.staff.judge.shell import make_shell
from gradschool.staff.judge.student_side import Session
from gradschool.staff.sandbox.limits import Limits
session = Session(make_shell(), None, Limits())
session.shell.ready()
def ask(do, **request):
    answer, _ = getattr(session, do)(request, [])
    return answer
told = {"cell": ask("cell", source="x = 3\\nprint('hello')\\nx + 1", limit=1000)}
ask("define", source="y = 5\\nprint('unseen')")
told["y"], told["z"] = ask("get", name="y"), ask("get", name="z")
ask("define", source="def slope(x):\\n    print('called')\\n    return 2 * x")
ask("define", source="def bad(x):\\n    raise ValueError('no')")
told["slope"], told["bad"] = ask("get", name="slope"), ask("get", name="bad")
call = dict(args=[3], keywords={}, plain=False, options=[])
told["called"], told["raised"] = ask("call", handle=0, **call), ask("call", handle=1, **call)
told["attribute"] = ask("attribute", handle=0, name="__name__")
told["none"] = ask("attribute", handle=0, name="missing")
ask("forget")
told["forgotten"] = len(session.handles)
print(json.dumps(told, default=repr), file=sys.__stdout__)
"""


@pytest.fixture(scope="module")
def told():
    done = subprocess.run([sys.executable, "-c", SESSION], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_cell_gives_its_outputs_and_a_definition_gives_none(told):
    kinds = [output["output_type"] for output in told["cell"]["outputs"]]
    assert kinds == ["stream", "execute_result"] and told["cell"]["ok"] is True


def test_a_name_gives_its_value_or_says_that_it_is_missing(told):
    assert (told["y"], told["z"]) == ({"value": 5}, {"missing": True})


def test_a_function_is_an_object_with_a_handle_that_can_be_called(told):
    kind, record = told["slope"]["value"]
    assert (kind, record["handle"], record["callable"], record["name"]) == ("object", 0, True, "slope")
    assert told["called"]["reply"]["value"] == 6 and told["called"]["text"] == "called\n"


def test_an_exception_is_told_by_type_bases_and_text(told):
    raised = told["raised"]["raised"]
    assert (raised["type"], raised["text"], raised["bases"][0]) == ("ValueError", "no", "ValueError")
    assert told["none"]["raised"]["type"] == "AttributeError"


def test_handles_are_dropped_when_the_graded_cell_is_over(told):
    assert told["attribute"] == {"value": "slope"} and told["forgotten"] == 0


def test_without_a_box_nothing_is_watched_or_emptied(monkeypatch):
    emptied = []
    monkeypatch.setattr(box, "clean", lambda: emptied.append(True))
    assert student_side.watchdog({"boxed": False}) is None and emptied == []


@both_sides
def test_what_a_student_yields_comes_to_a_check_as_a_list():
    instructor = assignment(q1="assert count(3) == [0, 1, 2]")
    answer = "def count(n):\n    yield from range(n)"
    assert passed(execute(submission(q1=answer, instructor=instructor), instructor)) == ["a01-q1-check"]


FORKS = "import os, time\nif os.fork() == 0:\n    time.sleep(1)\n"


@both_sides
def test_a_process_that_an_answer_forks_does_not_answer_in_its_place():
    """It comes back from the cell a second later, while the next answer runs, and would send what nobody asked for."""
    executed = execute(submission(q1=f"{SLOPE}\n{FORKS}", q2=f"{SUM}\nimport time\ntime.sleep(2)"))
    assert passed(executed) == ["a01-q1-check", "a01-q1-hidden", "a01-q2-check"], said(executed)
