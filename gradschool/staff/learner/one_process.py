"""Run a notebook with its checks in one kernel, where the system cannot fork (Windows): for one's own work only.

Code in that kernel can reach the checks beside it, so a class is never graded like this.
"""

import json
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output

from gradschool.staff.course.trouble import CELL_TIMEOUT
from gradschool.staff.judge import plan
from gradschool.staff.judge.plan import NotGradable
from gradschool.staff.judge.worker import Job


def execute(job: Job) -> bytes:
    """The executed notebook, as `gradschool.staff.judge.worker.execute` gives it. Raises NotGradable."""
    steps = plan.steps(plan.read(job.submitted), plan.read(job.instructor))
    notebook = nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}})
    notebook.cells = [nbformat.from_dict(step.cell) for step in steps]
    seconds = job.limits.cell_seconds
    too_slow = f"Your code took longer than {seconds:g} s and was stopped; look for an endless loop."
    with tempfile.TemporaryDirectory(prefix="gradschool-") as folder:
        for name, data in job.files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            timeout=seconds,
            interrupt_on_timeout=True,
            error_on_timeout={"ename": CELL_TIMEOUT, "evalue": too_slow, "traceback": [f"{CELL_TIMEOUT}: {too_slow}"]},
            allow_errors=True,
            record_timing=False,
            on_cell_executed=_note_error,
            resources={"metadata": {"path": folder}},
        )
        try:
            client.execute()
        except DeadKernelError:
            raise NotGradable("it ended the kernel; run it in JupyterLab to see where") from None
    return json.dumps(notebook).encode()


def _note_error(cell: NotebookNode, cell_index: int, execute_reply: dict) -> None:
    """Put an error that the kernel did not show, a timeout, among the cell's outputs."""
    reply = execute_reply["content"]
    shown = {output.ename for output in cell.outputs if output.output_type == "error"}
    if reply["status"] == "error" and reply["ename"] not in shown:
        cell.outputs.append(new_output("error", **{key: reply[key] for key in ("ename", "evalue", "traceback")}))
