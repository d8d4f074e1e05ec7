# ruff: noqa: E501 (what a submission does stands on one line)
"""The judge: honest work is executed as a kernel would, and a verdict is computed where student code cannot reach it."""

import json
import threading
from dataclasses import replace

import pytest
from judge_support import (
    BOTH_SIDES,
    CHECK_SLOPE,
    CHECK_SUM,
    QUICK,
    SLOPE,
    SUM,
    assignment,
    execute,
    outputs,
    passed,
    said,
    submission,
    worker,
)
from nbformat import from_dict
from nbformat.validator import isvalid

from gradschool.staff.judge.plan import NotGradable
from gradschool.staff.judge.worker import Job

pytestmark = BOTH_SIDES

ALL = ["a01-q1-check", "a01-q1-hidden", "a01-q2-check"]


def test_right_answers_earn_all_points_and_a_blank_one_none():
    assert passed(execute(submission(q1=SLOPE, q2=SUM))) == ALL
    assert passed(execute(submission())) == []


def test_the_result_is_a_valid_notebook():
    executed = execute(submission("print(1)", "1 + 1", "raise ValueError", q1=SLOPE))
    assert isvalid(from_dict(executed))


def test_a_wrong_answer_is_told_call_got_and_expected():
    executed = execute(submission(q1="def slope(x):\n    return -3 * x**2 + 2", q2=SUM))
    [output] = outputs(executed, "a01-q1-check")
    assert output["ename"] == "CheckFailed"
    assert "SIGN_FLIPPED" in output["evalue"] and "slope(tensor(2.))" in output["evalue"]
    assert passed(executed) == ALL[2:]


def test_an_exception_comes_back_with_the_students_own_traceback():
    executed = execute(submission(q1="def slope(x):\n    y = [1]\n    return y[7]  # here"))
    [output] = outputs(executed, "a01-q1-check")
    text = "\n".join(output["traceback"])
    assert "slope raised IndexError" in output["evalue"]
    assert "return y[7]  # here" in text and "gradschool" not in text.split("CheckFailed")[0]


@pytest.mark.parametrize(
    "answer",
    [
        "import warnings\ndef slope(x):\n    warnings.warn('careful')\n    return 3 * x**2 - 2",
        "import sys\ndef slope(x):\n    print('working', file=sys.stderr)\n    return 3 * x**2 - 2",
        "import os\ndef slope(x):\n    os.write(2, b'straight to the descriptor')\n    return 3 * x**2 - 2",
        "def slope(x):\n    print(x)\n    return 3 * x**2 - 2",
        "calls = []\ndef slope(x):\n    calls.append(x)\n    return 3 * x**2 - 2",
        "%matplotlib inline\nimport matplotlib.pyplot as plt\ndef slope(x):\n    plt.plot([1, 2])\n    return 3 * x**2 - 2",
        "class Slope:\n    def __call__(self, x):\n        return 3 * x**2 - 2\nslope = Slope()",
        "from functools import partial\nslope = partial(lambda k, x: k * x**2 - 2, 3)",
        "import torch\ntorch.manual_seed(1)\ndef slope(x):\n    torch.rand(3)\n    return 3 * x**2 - 2",
        "slope = torch.func.grad(cubic)",
        "def slope(x):\n    with torch.enable_grad():\n        return torch.func.jacrev(cubic)(x)",
        "%%time\ndef slope(x):\n    return 3 * x**2 - 2",
        "try:\n    from tqdm import tqdm\nexcept ImportError:\n    tqdm = list\ndef slope(x):\n    list(tqdm([1]))\n    return 3 * x**2 - 2",
    ],
)  # fmt: skip
def test_honest_ways_of_answering_earn_their_points(answer):
    assert passed(execute(submission(q1=answer, q2=SUM))) == ALL


def test_files_beside_the_notebook_can_be_read_on_both_sides():
    setup = "import torch\nnumber = int(open('data/number.txt').read())"
    instructor = assignment(setup, q1="from gradschool import check\ncheck.value(found, number, name='found')")
    executed = execute(
        submission(q1="found = int(open('data/number.txt').read())", instructor=instructor),
        instructor,
        {"data/number.txt": b"42"},
    )
    assert passed(executed) == ["a01-q1-check"]


def test_a_mark_that_is_none_is_reported():
    for value in ("float('nan')", "-1", "2.5", "True", "'full'", "object()"):
        with pytest.raises(NotGradable, match="no mark between 0 and 1"):
            execute(submission(), assignment(q1=value))


def test_a_partial_mark_is_kept():
    executed = execute(submission(), assignment(q1="0.5"))
    [output] = outputs(executed, "a01-q1-check")
    assert output["output_type"] == "execute_result" and output["data"]["text/plain"] == "0.5"


def test_what_a_visible_check_imports_is_there_for_the_cells_after_it():
    instructor = assignment(q1="from gradschool import check\ndef given(x):\n    return x", q2=CHECK_SUM)
    executed = execute(submission(q2="assert check and given(1) == 1\n" + SUM, instructor=instructor), instructor)
    assert passed(executed) == ["a01-q1-check", "a01-q2-check"]


@pytest.mark.parametrize(
    "bad",
    ["import os\nos._exit(0)", "while True: pass", "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)",
     "import sys\nsys.exit()", "raise SystemExit", "exit()", "def slope(x):\n    import os\n    os._exit(1)",
     "def slope(x):\n    while True: pass", "def slope(x):\n    raise KeyboardInterrupt"],
)  # fmt: skip
def test_an_exercise_that_ends_the_student_side_loses_only_what_follows_in_it(bad):
    executed = execute(submission("print('still', total(1, 2))", q1=bad, q2=SUM))
    assert passed(executed) == ALL[2:]
    assert "still 3" in said(executed)


def test_answers_before_a_death_are_there_again_after_it():
    instructor = assignment(q1=CHECK_SLOPE, q2="broken()", q3="assert slope(2.0) == 10.0")
    executed = execute(submission(q1=SLOPE, q2="def broken():\n    import os\n    os._exit(3)", q3="x = slope(2.0)",
                                  instructor=instructor), instructor)  # fmt: skip
    assert passed(executed) == ["a01-q1-check", "a01-q3-check"]


def test_three_runs_give_the_same_notebook():
    answer = "import random, numpy, torch\nprint(random.random(), numpy.random.rand(), torch.rand(1))\n" + SLOPE
    submitted = submission(q1=answer)
    first, second, third = (json.dumps(execute(submitted)) for _ in range(3))
    assert first == second == third


def test_without_walls_the_two_sides_still_work():
    spoilt = (
        "import gradschool.check\ngradschool.check.derivative = lambda *a, **k: None\ndef slope(x):\n    return 0 * x"
    )
    assert passed(execute(submission(q1=spoilt, q2=SUM), walls=False)) == ALL[2:]


def test_a_cell_that_takes_too_long_is_told_with_its_limit():
    told = []
    job = Job(submission(q1="while True: pass", q2=SUM), assignment(), QUICK)
    executed = json.loads(worker(QUICK).execute(job, told.append))
    assert told == ["a01-q1: stopped: it took longer than 4 s; look for an endless loop"]
    assert "Your code was stopped: it took longer than 4 s; look for an endless loop" in said(executed)


def test_a_box_that_is_ended_from_outside_costs_no_mark():
    # In half of this time a new box must be ready, however busy this machine is.
    limits = replace(QUICK, cell_seconds=9, submission_seconds=60)
    own = worker(limits)
    job = Job(submission(q1="import time\ntime.sleep(3)\n" + SLOPE, q2=SUM), assignment(), limits)
    own._student.wait_until_ready()
    first = own._student.process
    ending = threading.Timer(1.5, first.kill)
    ending.start()
    executed = json.loads(own.execute(job))
    ending.join()
    assert first.poll() is not None and own._student.process is not first
    assert passed(executed) == ALL
