"""What a fork finds loaded already, and what happens when a warm process is ended from outside."""

import json
import os
import threading
import time

from judge_support import BOTH_SIDES, QUICK, SLOPE, SUM, assignment, execute, passed, run, said, submission, worker

from gradschool.staff.grading import engines
from gradschool.staff.judge.worker import Job, Worker, judge_side
from gradschool.staff.warm.process import WarmProcessDied

pytestmark = BOTH_SIDES

ALL = ["a01-q1-check", "a01-q1-hidden", "a01-q2-check"]
BEFORE = "import sys\nbefore = set(sys.modules)"
NEW = "print(sorted({name.partition('.')[0] for name in set(sys.modules) - before} - {'matplotlib_inline', 'bdb'}))"
USUAL = (
    "import matplotlib.pyplot as plt, numpy as np, torch\nfrom gradschool import check",
    "%matplotlib inline\nplt.scatter([1, 2], [2, 3]); plt.title('$x^2$'); plt.legend(['x']); plt.show()",
    "x = torch.ones(3, requires_grad=True)\n(x**2).sum().backward()\nx.grad",
    "torch.autograd.functional.jacobian(torch.sin, torch.ones(2)); torch.nn.Linear(2, 2)(torch.ones(2))",
    "check.derivative(lambda x: 1, of=torch.sin, at=[1.0])",
    "check.gradient(lambda x: x, of=lambda x: (x**2).sum(), at=[torch.ones(2)])",
    "torch.zeros(()).backward()",
    "undefined",
)
COMPILER = "torch.optim.SGD([x], lr=0.1).step()\ntorch.func.hessian(lambda x: (x**2).sum())(torch.ones(2))"


def test_what_notebooks_use_is_loaded_before_the_fork():
    assert run(BEFORE, *USUAL, NEW).strip().endswith("[]")


def test_what_torch_func_and_optimizers_load_is_there_for_a_notebook_that_names_them():
    assert run(BEFORE, *USUAL, COMPILER, NEW).strip().endswith("[]")


def test_an_error_in_a_cell_costs_one_rendering_and_no_look_at_all_modules():
    counting = """
import inspect
shell, ismodule = get_ipython(), inspect.ismodule
render, seen = shell.InteractiveTB.structured_traceback, {"modules": 0, "rendered": 0}

def counting_ismodule(value):
    seen["modules"] += 1
    return ismodule(value)

def counting_render(*args, **kwargs):
    seen["rendered"] += 1
    return render(*args, **kwargs)

inspect.ismodule, shell.InteractiveTB.structured_traceback = counting_ismodule, counting_render
"""
    tell = "print('modules', seen['modules'], 'rendered', seen['rendered'], 'end')"
    # Right answers, so that this is the first error of the process.
    text = said(execute(submission(counting, "1 / 0", tell, q1=SLOPE, q2=SUM)))
    assert "----> 1 1 / 0" in text
    _, modules, _, rendered, *_ = text[text.rindex("modules ") :].split()
    assert int(modules) < 200 and rendered == "1"


def test_all_workers_of_a_process_share_the_judge_side_and_get_another_when_it_is_ended():
    first = judge_side.get()
    own = [Worker(QUICK) for _ in range(2)]
    assert judge_side.get() is first
    executed = {}
    job = Job(submission(q1="import time\ntime.sleep(3)\n" + SLOPE, q2=SUM), assignment(), QUICK)

    def work(number):
        executed[number] = json.loads(own[number].execute(job))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(1.5)
    first.process.kill()
    for thread in threads:
        thread.join()
    for one in own:
        one.close()
    assert judge_side.get() is not first
    assert [passed(executed[number]) for number in range(2)] == [ALL, ALL]


def test_a_worker_that_is_ended_stops_at_once():
    own = Worker(QUICK)
    ended = []

    def work():
        try:
            own.execute(Job(submission(q1="while True: pass", q2=SUM), assignment(), QUICK))
        except WarmProcessDied:
            ended.append(time.monotonic())

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(1.5)
    started = time.monotonic()
    own.kill()
    thread.join()
    own.close()
    assert ended and ended[0] - started < 2


def test_a_fork_of_the_process_that_holds_a_warm_process_starts_one_of_its_own():
    mine = judge_side.get().process.pid
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        started = judge_side.get()
        os.write(write, str(started.process.pid).encode())
        started.close()
        os._exit(0)
    os.waitpid(pid, 0)
    assert int(os.read(read, 20)) != mine
    assert judge_side.get().process.pid == mine
    assert passed(execute(submission(q1=SLOPE, q2=SUM))) == ALL
    assert worker().limits == QUICK


def test_an_engine_that_is_closed_while_it_makes_a_worker_ends_that_one_too(monkeypatch):
    making, closing, done = threading.Event(), threading.Event(), []

    class Slow:
        def __init__(self, *_):
            making.set()
            closing.wait()

        def kill(self):
            done.append("killed")

        def execute(self, _):
            raise WarmProcessDied

        def close(self):
            done.append("closed")

    monkeypatch.setattr(engines, "Worker", Slow)
    engine = engines.Local(1)
    engine.submit({"notebook": Job(b"", b"")})
    making.wait()
    closer = threading.Thread(target=engine.close)
    closer.start()
    time.sleep(0.2)
    closing.set()
    closer.join()
    assert done == ["killed", "closed"]
