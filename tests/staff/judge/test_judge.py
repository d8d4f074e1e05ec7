# ruff: noqa: E501 (what a submission does stands on one line)
"""The judge: honest work is executed as a kernel would, and a verdict is computed where student code cannot reach it."""

import json
import threading
from dataclasses import replace

import pytest
from judge_support import (
    CHECK_SLOPE,
    CHECK_SUM,
    QUICK,
    SLOPE,
    SUM,
    assignment,
    cell,
    execute,
    outputs,
    passed,
    run,
    said,
    submission,
    worker,
)
from nbformat import from_dict
from nbformat.validator import isvalid

from gradschool.staff.judge.plan import NotGradable
from gradschool.staff.judge.sanitise import TRUNCATED
from gradschool.staff.judge.worker import Job
from gradschool.staff.sandbox import bubblewrap
from gradschool.staff.sandbox.limits import Limits

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("judge")]
if bubblewrap.missing():
    pytestmark.append(pytest.mark.skip(reason="; ".join(bubblewrap.missing())))

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


def test_helpers_in_cells_of_ones_own_count():
    notebook = json.loads(submission(q1="def slope(x):\n    return helper(x)"))
    notebook["cells"].insert(1, cell("def helper(x):\n    return 3 * x**2 - 2"))
    assert passed(execute(json.dumps(notebook).encode())) == ALL[:2]


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


def test_what_a_function_prints_is_shown_with_the_check_and_never_as_stderr():
    executed = execute(
        submission(q1="import sys\ndef slope(x):\n    print('hello', file=sys.stderr)\n    return 3 * x**2 - 2")
    )
    names = {output["name"] for output in outputs(executed, "a01-q1-check")}
    assert names == {"stdout"} and "hello" in said(executed)


def test_the_shell_is_a_kernels():
    text = run(
        "print(type(get_ipython()).__mro__[1].__name__)", "%%capture\nprint('captured')", "!echo from a shell", "_ = 7\n_",
        "from IPython.display import display, HTML\ndisplay(HTML('<b>bold</b><script>alert(1)</script>'))", "input('name?')",
        "await __import__('asyncio').sleep(0)\nprint('awaited')", "%pinfo2 nothing",
    )  # fmt: skip
    assert "ZMQInteractiveShell" in text and "from a shell" in text and "awaited" in text
    assert "captured" not in text.replace("%%capture", "")
    assert "<b>bold</b>" in text and "script" not in text and "alert" not in text
    assert "this frontend does not support input requests" in text


def test_figures_are_in_the_outputs():
    executed = execute(submission("import matplotlib.pyplot as plt\nplt.plot([1, 2]);", "2 + 2"))
    kinds = [sorted(output["data"]) for output in executed["cells"][-2]["outputs"]]
    assert kinds == [["image/png", "text/plain"]]
    assert executed["cells"][-1]["outputs"][0]["data"] == {"text/plain": "4"}


def test_files_beside_the_notebook_can_be_read_on_both_sides():
    setup = "import torch\nnumber = int(open('data/number.txt').read())"
    instructor = assignment(setup, q1="from gradschool import check\ncheck.value(found, number, name='found')")
    executed = execute(
        submission(q1="found = int(open('data/number.txt').read())", instructor=instructor),
        instructor,
        {"data/number.txt": b"42"},
    )
    assert passed(executed) == ["a01-q1-check"]


@pytest.mark.parametrize(
    "value, expected",
    [
        ("3", "3"), ("2.5", "2.5"), ("[1, 2.5, 'a']", "[1, 2.5, 'a']"), ("(1, (2, 3))", "(1, (2, 3))"), ("True", "True"),
        ("{'a': torch.ones(2), 'b': [1]}", "{'a': torch.ones(2), 'b': [1]}"), ("None", "None"), ("10**30", "10**30"),
        ("torch.arange(6.0).reshape(2, 3)", "torch.arange(6.0).reshape(2, 3)"), ("np.float64(2.5)", "2.5"),
        ("torch.nn.Parameter(torch.ones(2))", "torch.ones(2)"), ("torch.ones(2, 3).T", "torch.ones(3, 2)"),
        ("torch.zeros(0, 3)", "torch.zeros(0, 3)"), ("torch.tensor(1.5)", "torch.tensor(1.5)"),
    ],
)  # fmt: skip
def test_data_arrives_as_it_is(value, expected):
    instructor = assignment(q1=f"from gradschool import check\ncheck.value(found, {expected}, name='found')")
    executed = execute(submission(q1=f"import numpy as np\nfound = {value}", instructor=instructor), instructor)
    assert passed(executed) == ["a01-q1-check"], said(executed)


def test_a_view_that_was_changed_under_no_grad_arrives():
    instructor = assignment(q1="from gradschool import check\ncheck.value(found, torch.ones(2), name='found')")
    answer = (
        "whole = torch.zeros(4, requires_grad=True)\nwith torch.no_grad():\n    found = whole[:2]\n    whole.add_(1)"
    )
    executed = execute(submission(q1=answer, instructor=instructor), instructor)
    assert passed(executed) == ["a01-q1-check"], said(executed)


FACTS = """\
from gradschool.observe.tensor_facts import facts
seen = facts(made)
assert (seen.requires_grad, seen.is_leaf, seen.retains_grad) == (True, False, True), seen
assert seen.grad_fn == "MulBackward0" and seen.grad.tolist() == [2.0, 2.0], seen
assert facts(leaf).version == 1 and facts(leaf).is_leaf and leaf.requires_grad
"""


def test_graph_facts_travel_as_a_record():
    instructor = assignment(q1=FACTS)
    answer = (
        "leaf = torch.ones(2, requires_grad=True)\nwith torch.no_grad():\n    leaf.mul_(2)\n"
        "made = leaf * 3\nmade.retain_grad()\n(2 * made).sum().backward()"
    )
    executed = execute(submission(q1=answer, instructor=instructor), instructor)
    assert passed(executed) == ["a01-q1-check"], said(executed)


HANDED = """\
from gradschool import check
import torch

scale = 3.0


def cube(z):
    return z**3


def of_cube(z):
    return scale * cube(z)


square = lambda z: z**2


class Twice(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        return 2 * z

    @staticmethod
    def backward(ctx, grad):
        return 2 * grad


check.equals(apply, [torch.tensor(v, dtype=torch.float64) for v in (2.0, 24.0, 4.0, 4.0, 9.0, 0.0, 3.0)], at=[
    (cubic, torch.tensor(-1.0).double() * 0 + 2.0 - 0.0) if False else (lambda z: z, 2.0), (of_cube, 2.0), (square, 2.0),
    (Twice.apply, 2.0), (lambda z: (lambda y: y * y)(z) + 0, 3.0), (torch.sin, 0.0), (max_of(3.0), 2.0)])
"""


def test_functions_are_handed_over_by_name_place_or_source():
    setup = "import torch\n\n\ndef max_of(k):\n    return lambda z: torch.clamp(z, min=k)\n\n\ndef cubic(x):\n    return x**3\n"
    instructor = assignment(setup, q1=HANDED)
    executed = execute(submission(q1="def apply(f, x):\n    return f(x)", instructor=instructor), instructor)
    assert passed(executed) == ["a01-q1-check"], said(executed)


def test_models_classes_and_methods_work_across_the_sides():
    source = (
        "import torch\nmodel = Net(3)\nassert [tuple(p.shape) for p in model.parameters()] == [(2, 3), (2,)]\n"
        "assert model(torch.ones(1, 3)).shape == (1, 2)\nassert model.lin.in_features == 3\n"
        "net = torch.nn.Linear(2, 2)\nassert count(net) == 6 and net.weight.grad is None"
    )
    answer = (
        "class Net(torch.nn.Module):\n    def __init__(self, n):\n        super().__init__()\n"
        "        self.lin = torch.nn.Linear(n, 2)\n    def forward(self, x):\n        return self.lin(x)\n"
        "def count(m):\n    return sum(p.numel() for p in m.parameters())"
    )
    instructor = assignment(q1=source)
    executed = execute(submission(q1=answer, instructor=instructor), instructor)
    assert passed(executed) == ["a01-q1-check"], said(executed)


def test_what_cannot_be_handed_over_is_one_line_that_blames_the_check():
    instructor = assignment(q1="use(open('x.txt', 'w'))")
    with pytest.raises(NotGradable, match="^a01-q1-check: a check hands over TextIOWrapper, which cannot be sent"):
        execute(submission(q1="def use(x):\n    return x", instructor=instructor), instructor)


def test_a_mark_that_is_none_is_reported():
    for value in ("float('nan')", "-1", "2.5", "True", "'full'", "object()"):
        with pytest.raises(NotGradable, match="no mark between 0 and 1"):
            execute(submission(), assignment(q1=value))


def test_a_partial_mark_is_kept():
    executed = execute(submission(), assignment(q1="0.5"))
    [output] = outputs(executed, "a01-q1-check")
    assert output["output_type"] == "execute_result" and output["data"]["text/plain"] == "0.5"


def test_a_name_that_the_assignment_defines_is_never_the_students():
    spoilt = "cubic = lambda x: 0 * x\nimport gradschool.check\ngradschool.check.derivative = lambda *a, **k: None\ndef slope(x):\n    return 0 * x"
    assert passed(execute(submission(q1=spoilt))) == []


def test_a_students_name_wins_over_a_check_cells_own_of_the_same_name():
    instructor = assignment(q1="points = [1]", q2="from gradschool import check\ncheck.value(points, 7)")
    notebook = json.loads(instructor)
    notebook["cells"][3]["source"] = "points = ..."
    instructor = json.dumps(notebook).encode()
    executed = execute(submission(q2="points = 7", instructor=instructor), instructor)
    assert passed(executed) == ["a01-q1-check", "a01-q2-check"]


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


def test_the_order_tags_flags_and_copies_of_a_students_file_decide_nothing():
    notebook = json.loads(submission(q1=SLOPE, q2=SUM))
    for made in notebook["cells"]:
        made["metadata"]["tags"] = ["raises-exception", "skip-execution"]
        made["metadata"]["nbgrader"] |= {"points": 99, "grade": False, "locked": False, "solution": True}
    notebook["cells"] = notebook["cells"][::-1] + [notebook["cells"][2]]
    executed = execute(json.dumps(notebook).encode())
    assert passed(executed) == ALL
    assert [c["metadata"]["nbgrader"]["points"] for c in executed["cells"] if c["metadata"].get("nbgrader", {}).get("grade")] == [1, 1, 1]  # fmt: skip


def test_three_runs_give_the_same_notebook():
    answer = "import random, numpy, torch\nprint(random.random(), numpy.random.rand(), torch.rand(1))\n" + SLOPE
    submitted = submission(q1=answer)
    first, second, third = (json.dumps(execute(submitted)) for _ in range(3))
    assert first == second == third


def test_text_of_the_student_side_is_harmless_wherever_it_is_shown():
    answer = "class slope:\n    def __new__(cls, x):\n        raise ValueError('\\x1b[31m<script>alert(1)</script>\\x00\\u202e')"
    text = said(execute(submission("print('\\x1b[2J<img src=x onerror=alert(1)>\\x07')", q1=answer)))
    assert not set("\x00\x07\x1b\u202e") & set(text)
    assert "<script" not in text and "<img" not in text


@pytest.mark.parametrize(
    "data, line",
    [(b"hello", "not JSON"), (b"", "not JSON"), (b"[1]", "format 4"), (b'{"nbformat": 3, "cells": []}', "format 4"),
     (b'{"nbformat": 4, "cells": [7]}', "a cell that is none"), (b"\xff\xfe", "not JSON"), (b"[" * 100_000, "not JSON")],
)  # fmt: skip
def test_what_is_no_notebook_is_refused_in_one_line(data, line):
    with pytest.raises(NotGradable, match=line) as caught:
        execute(data)
    assert "\n" not in str(caught.value)


def test_without_walls_the_two_sides_still_work():
    spoilt = (
        "import gradschool.check\ngradschool.check.derivative = lambda *a, **k: None\ndef slope(x):\n    return 0 * x"
    )
    assert passed(execute(submission(q1=spoilt, q2=SUM), walls=False)) == ALL[2:]


def kept(executed: dict, index: int = -1) -> int:
    """Characters of output that a cell of the student's own kept, without the note that there was more."""
    text = "".join(output.get("text", "") for output in executed["cells"][index]["outputs"])
    return len(text.removesuffix(TRUNCATED))


def test_of_a_cells_output_exactly_the_limit_is_kept():
    limits = replace(QUICK, cell_output=1000, notebook_output=2500)
    assert kept(execute(submission("print('x' * 999)"), limits=limits)) == 1000
    assert kept(execute(submission("print('x' * 5000)"), limits=limits)) == 1000
    assert kept(execute(submission("import os\nos.write(1, b'x' * 5000)"), limits=limits)) <= 1000 + len("5000")


def test_of_a_notebooks_output_about_the_limit_is_kept():
    limits = replace(QUICK, cell_output=1000, notebook_output=2500)
    executed = execute(submission(*["print('x' * 5000)"] * 6), limits=limits)
    assert 2500 <= sum(kept(executed, -number) for number in range(1, 7)) <= 2500 + 6 * 1000
    assert sum(kept(executed, -number) for number in range(1, 4)) <= 3 * 1000


def test_the_defaults_are_a_megabyte_a_cell_and_five_a_notebook():
    assert (Limits().cell_output, Limits().notebook_output) == (1_000_000, 5_000_000)
    assert (Limits().cell_seconds, Limits().submission_seconds, Limits().scratch_mb) == (30, 60, 64)
    assert (Limits().memory_mb, Limits().processes) == (2048, 64)


def test_a_cell_that_takes_too_long_is_told_with_its_limit():
    told = []
    job = Job(submission(q1="while True: pass", q2=SUM), assignment(), QUICK)
    executed = json.loads(worker(QUICK).execute(job, told.append))
    assert told == ["a01-q1: stopped: it took longer than 4 s; look for an endless loop"]
    assert "Your code was stopped: it took longer than 4 s; look for an endless loop" in said(executed)


def test_a_box_that_is_ended_from_outside_costs_no_mark():
    limits = replace(QUICK, cell_seconds=9)
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


def test_where_nothing_can_be_forked_nbgraders_own_execution_runs_and_says_so(monkeypatch):
    from nbformat import reads

    from gradschool.staff.plugins import judge

    ran = []
    monkeypatch.delattr(judge.os, "fork")
    monkeypatch.setattr(judge.Execute, "preprocess", lambda self, nb, resources: (ran.append(nb) or nb, resources))
    notebook, _ = judge.Judge().preprocess(reads(submission().decode(), as_version=4), {})
    assert ran == [notebook]
    assert notebook.metadata.gradschool.sandbox == "none: student code and checks shared one process"
