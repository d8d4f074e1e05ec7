"""Run a notebook from top to bottom in a fresh kernel of this Python, and keep its outputs in normal form."""

from __future__ import annotations

import asyncio
import os
import subprocess
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from gradschool.staff.course.notebooks import ANSI, normalise
from gradschool.staff.course.trouble import CourseError

BUILD_SECONDS = 300  # of one cell, when a lesson or a solution is built


class ExecutionFailed(CourseError):
    """A cell raised, ran too long, killed its kernel or wrote to stderr."""


def execute(nb: NotebookNode, folder: Path, shown: str) -> NotebookNode:
    """Run `nb` in `folder` and return a copy with its outputs. `shown` names the notebook in messages.

    Raises ExecutionFailed: one line with file, cell, error and remedy.
    """
    # Without it, a python3 kernel that the user once installed elsewhere would be found first.
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    nb = normalise(nb, outputs=False)
    client = NotebookClient(
        nb,
        timeout=BUILD_SECONDS,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        # What cells write to stderr reaches their outputs; what is left is the kernel's own log.
        # `client.execute` would leave an open event loop behind in each thread that calls it.
        asyncio.run(client.async_execute(stderr=subprocess.DEVNULL))
    except CellExecutionError:
        cell = next(c for c in nb.cells if _error_of(c) and not _may_raise(c))
        raise ExecutionFailed(f"{shown} [{cell.id}]: {_error_of(cell)}; correct the cell and build again") from None
    except CellTimeoutError:
        raise ExecutionFailed(f"{shown}: a cell ran longer than {BUILD_SECONDS} s; make it smaller") from None
    except DeadKernelError:
        raise ExecutionFailed(f"{shown}: the kernel died; run the notebook in JupyterLab to see where") from None
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                line = output.text.strip().splitlines()[0]
                raise ExecutionFailed(f"{shown} [{cell.id}]: writes to stderr ({line}); remove what causes it")
    return normalise(nb, outputs=True)


def _may_raise(cell: NotebookNode) -> bool:
    return "raises-exception" in cell.metadata.get("tags", [])


def _error_of(cell: NotebookNode) -> str | None:
    """Return what a cell raised, as "NameError: name 'x' is not defined"; None when it raised nothing."""
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            message = ANSI.sub("", output.evalue).strip().splitlines() or [""]
            return f"{output.ename}: {message[0]}".rstrip(": ")
    return None
