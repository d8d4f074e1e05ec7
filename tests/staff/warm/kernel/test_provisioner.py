"""A kernel forked from a warm process does what a fresh one does, and leaves as little behind."""

import json
import logging
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import contextmanager

import pytest
from jupyter_client.manager import KernelManager
from jupyter_core.utils import ensure_event_loop
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook

from gradschool.staff.warm.kernel import provisioner

KERNELS = ("python3", "gradschool-warm")
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a process")
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("warm-kernel")]


class Kernel:
    """A started kernel and its client."""

    def __init__(self, name="gradschool-warm", **launch):
        # However slow this machine is at the moment, a polite end is not cut short.
        self.manager = KernelManager(kernel_name=name, shutdown_wait_time=60)
        self.manager.start_kernel(**launch)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=120)

    def run(self, code: str, **options) -> str:
        """What a cell puts out, as text; a figure is named by its type."""
        texts = []

        def hear(message):
            content = message["content"]
            texts.append(content.get("text") or "\n".join(content.get("traceback", [])))
            texts.extend(map(str, content.get("data", {})))
            texts.append(content.get("data", {}).get("text/plain", ""))

        self.client.execute_interactive(code, output_hook=hear, timeout=120, **options)
        return "".join(texts)

    @property
    def pid(self) -> int:
        return self.manager.provisioner.pid

    def stop(self, now: bool = False) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=now)


@contextmanager
def kernel(*args, **launch):
    started = Kernel(*args, **launch)
    try:
        yield started
    finally:
        started.stop(now=True)


@pytest.fixture(scope="module", autouse=True)
def own_warm_process():
    """Other tests of this pytest process start warm kernels too, with another environment."""
    provisioner.forget()
    yield
    provisioner.forget()


@pytest.fixture(scope="module")
def shared():
    """One kernel for tests that only ask it something."""
    with kernel() as started:
        yield started


def gone(pid: int, seconds: float = 10) -> bool:
    """Whether a process ends in this time; one that ended and was not collected counts as ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with open(f"/proc/{pid}/stat") as file:
                if file.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False


def is_fork(started: Kernel) -> bool:
    return isinstance(started.manager.provisioner.process, provisioner.ForkedKernel)


def executed(name: str, *sources: str, **options) -> list:
    """Outputs of a notebook of these cells, run by nbclient in the kernel `name`."""
    nb = new_notebook(cells=[new_code_cell(source, id=f"c{n}") for n, source in enumerate(sources)])
    NotebookClient(nb, kernel_name=name, record_timing=False, timeout=120, **options).execute()
    return [cell.outputs for cell in nb.cells]


# The same as a fresh kernel


CELLS = [
    "import sys, os, torch\ntorch.manual_seed(0)\nprint(torch.rand(3), file=sys.stderr)\ntorch.rand(2)",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('$x^2$');",
    "import matplotlib\nmatplotlib.get_backend(), os.environ['MPLBACKEND'], torch.get_num_threads()",
    "!echo from a shell",
    "%%capture said\nprint('captured')",
    "os.write(1, b'straight to the descriptor\\n'); sys.stdout.flush()",
    "sorted(n for n in vars(sys.modules['__main__']) if n.startswith('__')), __name__, sys.argv[0], sys.argv[1:2]",
    "os.getcwd(), os.getpgid(0) == os.getpid() == os.getsid(0), os.environ['JPY_PARENT_PID'] == str(os.getppid())",
    "sys.path, sys.flags, sys.orig_argv[:3], sys.executable, sys.getrecursionlimit()",
    "import signal, threading, faulthandler\nprint(threading.current_thread() is threading.main_thread())\n"
    "print(sorted(t.name for t in threading.enumerate()), faulthandler.is_enabled())\n"
    "print({s.name: s in signal.pthread_sigmask(signal.SIG_BLOCK, []) for s in signal.Signals})",
    "type(get_ipython()), get_ipython().history_manager.hist_file, os.read(0, 1), os.nice(0)",
    "torch.func.hessian(lambda x: (x ** 3).sum())(torch.ones(2)), torch.is_grad_enabled()",
    "len([fd for fd in os.listdir('/proc/self/fd')]) if os.path.isdir('/proc/self/fd') else None",
    "await __import__('asyncio').sleep(0)\n[1, 2][7]",
]  # fmt: skip


@needs_fork
def test_outputs_of_a_notebook_are_those_of_the_plain_kernel(tmp_path):
    options = {"allow_errors": True, "resources": {"metadata": {"path": str(tmp_path)}}}
    history = ["--HistoryManager.hist_file=:memory:"]
    plain, warm = (executed(name, *CELLS, extra_arguments=history, **options) for name in KERNELS)
    for source, expected, got in zip(CELLS, plain, warm, strict=True):
        assert expected == got, source
    assert "image/png" in plain[1][0]["data"]


@needs_fork
def test_the_kernel_python3_is_warm_by_the_environment_variable_and_keeps_its_history_in_memory():
    code = """
        from nbclient import NotebookClient
        from nbformat.v4 import new_code_cell, new_notebook
        asked = "open('/proc/self/cmdline').read().split(chr(0))[2], get_ipython().history_manager.hist_file"
        nb = new_notebook(cells=[new_code_cell(asked)])
        NotebookClient(nb, kernel_name="python3").execute()
        print(nb.cells[0].outputs[0].data["text/plain"])
        """
    if not os.path.isdir("/proc/self"):
        pytest.skip("needs /proc")
    environment = os.environ | {"JUPYTER_DEFAULT_PROVISIONER_NAME": "gradschool-warm"}
    printed = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], env=environment, capture_output=True, text=True, timeout=120
    )
    assert printed.stdout.strip() == "('gradschool.staff.warm.server', ':memory:')", printed.stderr


@needs_fork
def test_environment_folder_and_streams_are_those_of_the_request(tmp_path):
    log, folder = tmp_path / "log", tmp_path / "folder"
    folder.mkdir()
    (folder / "matplotlibrc").write_text("lines.linewidth: 7.25\n")
    environment = os.environ | {"GRADSCHOOL_TEST": "\udcff set", "TZ": "UTC-5"}
    with log.open("w") as file, kernel(env=environment, cwd=str(folder), stderr=file) as started:
        assert is_fork(started)
        printed = started.run(
            "import os, sys, time, matplotlib\n"
            "print(ascii(os.environ['GRADSCHOOL_TEST']), os.getcwd(), time.timezone)\n"
            "print(matplotlib.rcParams['lines.linewidth'])\nprint('to the log', file=sys.__stderr__, flush=True)"
        )
    assert printed.split("\n")[:2] == [rf"'\udcff set' {folder} -18000", "7.25"]
    assert "to the log" in log.read_text() or "to the log" in printed


@needs_fork
def test_an_edited_module_of_this_package_is_seen_by_the_next_kernel(shared):
    assert shared.run("import sys\nprint([n for n in sys.modules if n.partition('.')[0] == 'gradschool'])") == "[]\n"


# Random numbers


@needs_fork
def test_unseeded_random_numbers_differ_from_kernel_to_kernel(shared):
    draw = "import random, torch, numpy as np\nprint(random.random(), np.random.rand(), torch.rand(1).item())"
    with kernel() as other:
        pairs = zip(shared.run(draw).split(), other.run(draw).split(), strict=True)
        assert all(one != another for one, another in pairs)


# What forks break when it is done wrongly


@needs_fork
@pytest.mark.parametrize(
    "code",
    [
        # A deep reentrant backward, which crashes in a fork of a process that ran one itself
        """
        class Again(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x, depth):
                ctx.depth = depth
                return x.clone()
            @staticmethod
            def backward(ctx, g):
                if ctx.depth:
                    with torch.enable_grad():
                        x = torch.ones(1, requires_grad=True)
                        Again.apply(x, ctx.depth - 1).sum().backward()
                return g, None
        x = torch.ones(1, requires_grad=True)
        Again.apply(x, 90).sum().backward()
        print(x.grad.item())
        """,
        """
        torch.set_num_threads(4)
        big = torch.ones(600, 600)
        print((big @ big).sum().item() / 600**3)
        """,
        """
        import numpy as np
        print((np.ones((600, 600)) @ np.ones((600, 600))).sum() / 600**3)
        """,
        """
        import threading
        x = torch.ones(100_000, requires_grad=True)
        threads = [threading.Thread(target=lambda: (x.sin() ** 2 + x.cos() ** 2).sum().backward()) for _ in range(4)]
        [t.start() for t in threads], [t.join() for t in threads]
        print(1.0 if x.grad.abs().max() < 1e-5 else 0.0)
        """,
        """
        print(torch.func.vmap(torch.func.jacrev(torch.sin))(torch.zeros(3)).sum().item() / 3)
        """,
        """
        from torch.utils.data import DataLoader
        print(sum(batch.sum().item() for batch in DataLoader(torch.ones(8), batch_size=2, num_workers=2)) / 8)
        """,
        """
        import subprocess, sys
        print(float(subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True, text=True).stdout))
        """,
    ],
    ids=["backward", "torch-threads", "numpy-threads", "threaded-backward", "func", "workers", "subprocess"],
)
def test_it_computes_in_a_fork(shared, code):
    assert shared.run(f"import torch\n{textwrap.dedent(code)}") == "1.0\n"


# Interrupt, restart, input, end


@needs_fork
def test_a_cell_is_interrupted_and_the_kernel_goes_on(shared):
    def interrupt():
        shared.manager.interrupt_kernel()
        ensure_event_loop().close()  # jupyter_core made one for this thread

    threading.Timer(1.5, interrupt).start()
    started = time.monotonic()
    printed = shared.run("kept = 5\nimport time\ntime.sleep(100)")
    assert "KeyboardInterrupt" in printed and time.monotonic() - started < 60
    assert shared.run("print(kept)") == "5\n"


@needs_fork
def test_input_is_asked_of_the_front_end(shared):
    printed = shared.run(
        "print('hello', input('name? '))", allow_stdin=True, stdin_hook=lambda _: shared.client.input("Ada")
    )
    assert printed == "hello Ada\n"


@needs_fork
@pytest.mark.parametrize("now", [False, True], ids=["politely", "at-once"])
def test_a_restarted_kernel_is_a_new_process_that_remembers_nothing(now):
    with kernel() as started:
        old = started.pid
        started.run("kept = 5")
        started.manager.restart_kernel(now=now)
        started.client.wait_for_ready(timeout=120)
        assert is_fork(started) and started.pid != old and gone(old)
        assert "NameError" in started.run("kept")


@needs_fork
def test_kernels_that_live_at_the_same_time_share_no_state(shared):
    with kernel() as other:
        assert is_fork(shared) and is_fork(other)
        shared.run("x = 1; import torch, os; torch.shared_by_mistake = 1; os.environ['SHARED_BY_MISTAKE'] = '1'")
        assert other.run("import torch\nprint('x' in globals() or hasattr(torch, 'shared_by_mistake'))") == "False\n"
        assert other.run("import os\nprint('SHARED_BY_MISTAKE' in os.environ)") == "False\n"
        assert provisioner._warm.process.pid == int(shared.run("import os\nprint(os.getppid())"))


@needs_fork
def test_shut_down_it_runs_its_exit_handlers(tmp_path):
    started = Kernel()
    started.run(f"import atexit, pathlib\natexit.register(pathlib.Path({str(tmp_path / 'handled')!r}).touch)")
    process = started.manager.provisioner.process
    started.stop()
    assert process.returncode == 0 and (tmp_path / "handled").exists()


@needs_fork
@pytest.mark.parametrize("now", [False, True], ids=["politely", "at-once"])
def test_shut_down_it_leaves_nothing_behind(now):
    started = Kernel()
    child = int(started.run("import subprocess\nprint(subprocess.Popen(['sleep', '600']).pid)"))
    started.stop(now)
    assert gone(started.pid) and gone(child) and not started.manager.has_kernel


@needs_fork
@pytest.mark.parametrize("code", ["os.kill(os.getpid(), 9)", "os._exit(3)", "import ctypes; ctypes.string_at(0)"])
def test_a_kernel_that_dies_is_seen_to_be_dead(code):
    with pytest.raises(DeadKernelError):
        executed("gradschool-warm", f"import os\n{code}")


@needs_fork
@pytest.mark.parametrize("signum", [signal.SIGKILL, signal.SIGTERM])
def test_the_exit_status_of_a_kernel_is_known_whatever_others_live(signum, shared):
    with kernel() as started:
        os.kill(started.pid, signum)
        assert started.manager.provisioner.process.wait() == -signum
        assert not started.manager.is_alive() and shared.manager.is_alive()


# The warm process


@needs_fork
def test_when_the_warm_process_is_killed_its_kernels_end_and_the_next_launch_starts_another():
    with kernel() as first:
        warm = provisioner._warm.process
        warm.kill()
        assert gone(first.pid) and not first.manager.is_alive()
        with kernel() as second:
            assert is_fork(second) and second.run("print(2 + 2)") == "4\n"
            assert provisioner._warm.process.pid != warm.pid


@needs_fork
def test_it_has_one_thread_when_it_has_forked(shared):
    assert len(os.listdir(f"/proc/{provisioner._warm.process.pid}/task")) == 1


OWNER = """
import json, sys, threading, time
sys.path.insert(0, {tests!r})
from test_provisioner import Kernel, provisioner
started = []
thread = threading.Thread(target=lambda: started.append(Kernel()))
thread.start(), thread.join()
[kernel] = started
time.sleep(1)
child = int(kernel.run("import subprocess; print(subprocess.Popen(['sleep', '600']).pid)"))
print(json.dumps([kernel.pid, provisioner._warm.process.pid, child]), flush=True)
input()
"""


@needs_fork
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, None], ids=["killed", "terminated", "at-its-end"])
def test_nothing_is_left_running_when_the_owner_ends(end):
    """Nor does it end before, when the thread that started it does."""
    code = OWNER.format(tests=os.path.dirname(os.path.abspath(__file__)))
    owner = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with owner:
        pids = json.loads(owner.stdout.readline())
        assert not any(gone(pid, 0.1) for pid in pids)
        if end is not None:
            owner.send_signal(end)
        owner.stdin.close()
        owner.wait(60)
    # What a kernel started ends with it, unless its owner ended the warm process itself, as it does at its own end.
    for pid in pids if end is not None else pids[:2]:
        assert gone(pid), pid
    if end is None:
        os.kill(pids[2], signal.SIGKILL)


# Where a fork will not do


def launched(caplog, monkeypatch, change=None, **launch) -> Kernel:
    if change is not None:
        change(monkeypatch)
    caplog.set_level(logging.WARNING)
    logging.getLogger("traitlets").propagate = True
    return Kernel(**launch)


@pytest.mark.parametrize(
    "launch, change, reason",
    [
        ({}, lambda patch: patch.delattr(os, "fork"), "this system cannot fork a process"),
        ({"env": os.environ | {"OMP_NUM_THREADS": "3"}}, None, "OMP_NUM_THREADS changed since the warm process"),
        ({"independent": True}, None, "a fork does not offer independent"),
        ({"stdout": subprocess.PIPE}, None, "a fork does not offer"),
        ({}, lambda patch: patch.setattr(provisioner, "CHILD", "gradschool.no_such_role"), "No module named"),
    ],
    ids=["no-fork", "environment", "independent", "pipe", "broken"],
)
def test_a_launch_that_cannot_be_a_fork_is_plain_and_the_log_says_why(launch, change, reason, caplog, monkeypatch):
    if "env" in launch:
        Kernel().stop(now=True)
    if reason == "No module named":
        provisioner.forget()
    started = launched(caplog, monkeypatch, change, **launch)
    try:
        assert reason in caplog.text and "in a process of its own" in caplog.text
        assert isinstance(started.manager.provisioner.process, subprocess.Popen)
        assert started.run("print(2 + 2)") == "4\n"
    finally:
        started.stop(now=True)


@pytest.mark.parametrize(
    "command",
    [
        ["R", "--slave", "-e", "IRkernel::main()"],
        [sys.executable, "-m", "bash_kernel", "-f", "file"],
        [sys.executable, "-c", "import ipykernel_launcher"],
        [f"{sys.prefix}/elsewhere/python", "-m", "ipykernel_launcher", "-f", "file"],
    ],
)
def test_a_kernel_that_is_not_this_python_is_not_forked(command):
    with pytest.raises(provisioner.CannotFork, match="is not this Python"):
        provisioner.Launch.of(command)


@needs_fork
def test_a_closed_stream_does_not_cost_the_warm_process():
    launch = provisioner.Launch.of([sys.executable, "-m", "ipykernel_launcher"], stderr=1000)
    with kernel() as started:
        with pytest.raises(provisioner.CannotFork, match="descriptor 1000 is closed"):
            provisioner._fork(launch)
        assert started.run("print(2 + 2)") == "4\n"


def test_the_kernel_is_installed_and_named():
    from jupyter_client.kernelspec import KernelSpecManager

    spec = KernelSpecManager().get_kernel_spec("gradschool-warm")
    assert spec.metadata["kernel_provisioner"]["provisioner_name"] == "gradschool-warm"
    assert spec.display_name == "Python 3 (warm, gradschool)"
