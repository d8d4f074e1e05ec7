"""The role of kernels: what their warm process imports, and how a fork of it becomes `ipykernel_launcher`.

A forked kernel must not differ from one that was started afresh, or notebooks would pass here that fail for a student.
"""

import importlib
import importlib.util
import os
import random
import sys
import time

from gradschool.staff.warm import preload

EXITS_AS_A_PROGRAM = True


def prepare() -> None:
    """Import what kernels and notebooks use, but not this package: a new kernel must see its edited files."""
    # The folder that "python -m" put there; ipykernel_launcher removes it too.
    if sys.path[0] == os.getcwd():
        del sys.path[0]
    for name in ("ipykernel.kernelapp", "torch", "matplotlib.pyplot"):
        importlib.import_module(name)
    preload.load((*preload.BY_CELLS, *preload.BY_ERRORS))
    # Imported before there is a shell, it would not register with it, and figures would be lost.
    for name in [name for name in sys.modules if name.startswith("matplotlib_inline")]:
        del sys.modules[name]


def run(settings: dict, stdout: int, stderr: int) -> None:
    """Become the kernel that `settings["command"]` would start, until it is shut down. Runs in a forked process."""
    for fd, standard in ((stdout, 1), (stderr, 2)):
        os.dup2(fd, standard)
        os.close(fd)
    os.chdir(settings["folder"])
    os.environ.clear()
    os.environ.update(settings["environment"])
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    time.tzset()
    sys.orig_argv = settings["command"]
    launcher = importlib.util.find_spec("ipykernel_launcher")
    assert launcher is not None and launcher.origin is not None  # its dependencies have just been imported
    sys.argv = [launcher.origin, *settings["arguments"]]
    _draw_anew()
    _read_matplotlibrc()
    for name in [name for name in sys.modules if name.partition(".")[0] == "gradschool"]:
        del sys.modules[name]
    from ipykernel.kernelapp import IPKernelApp

    # ipykernel read JPY_PARENT_PID when it was imported.
    IPKernelApp.launch_instance(settings["arguments"], parent_handle=os.getppid())


def _draw_anew() -> None:
    """Seed anew, so that unseeded random numbers differ from kernel to kernel as those of fresh processes do."""
    import numpy as np
    import torch

    random.seed()
    np.random.seed()  # noqa: NPY002 (what the functions of np.random draw from)
    torch.default_generator.seed()


def _read_matplotlibrc() -> None:
    """Read the settings for figures in the notebook's folder: matplotlib was imported in another one."""
    import matplotlib

    path = matplotlib.matplotlib_fname()
    if os.path.dirname(os.path.abspath(path)) == os.getcwd():
        matplotlib.rc_file(path)
