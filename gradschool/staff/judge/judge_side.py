"""The judge side: a process that student code cannot reach, which executes one notebook and computes its marks."""

import builtins
import importlib
import json
import math
import os
import signal
import socket
import time
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from gradschool.staff.judge import plan
from gradschool.staff.judge.channel import Channel
from gradschool.staff.judge.plan import GRADED, LOCKED, STUDENTS, NotGradable, Step
from gradschool.staff.judge.remote_student import Link, StudentGone, StudentLate
from gradschool.staff.judge.sanitise import clean_outputs, clean_text
from gradschool.staff.judge.sending import CannotSend
from gradschool.staff.judge.shell import make_shell
from gradschool.staff.warm import preload
from gradschool.staff.warm.fd_lines import Lines

# Kept back from a submission's time for writing the result.
RESERVE = 3.0
STOPPED = "StoppedByGrader"
TIMEOUT = "CellTimeoutError"


class OutOfTime(BaseException):
    """The judge side itself took too long over a cell."""


@dataclass(frozen=True)
class Loss:
    """Why an exercise lost what follows, and whether that came while a check ran (so its answers may be run again)."""

    cause: str
    in_check: bool
    timeout: bool


class Names(dict):
    """Python's own names for graded cells; a name that nobody else has is the student's."""

    def __init__(self):
        super().__init__(vars(builtins))
        self.find = None

    def __missing__(self, name: str):
        if self.find is None:
            raise KeyError(name)
        return self.find(name)


def prepare() -> None:
    """Import what graded cells use, and make the shell, in the warm process."""
    for name in ("gradschool.check", "gradschool.tape"):
        importlib.import_module(name)
    preload.load(("IPython.core.logger", *preload.BY_ERRORS))
    make_shell().practise()


def run(settings: dict, fd: int) -> None:
    """Entry of a forked process: execute the notebooks in the folder `work`, and say when the result is there."""
    torch.set_num_threads(settings["limits"]["threads"])
    supervisor, work = Lines(socket.socket(fileno=fd)), Path(settings["work"])
    os.chdir(work / "files")
    try:
        submitted, instructor = (plan.read((work / name).read_bytes()) for name in ("submitted", "instructor"))
        executed = Execution(settings["limits"], supervisor).execute(submitted, instructor)
        (work / "executed").write_text(json.dumps(executed), encoding="utf-8")
        supervisor.send({"done": True})
    except NotGradable as fault:
        supervisor.send({"not_gradable": clean_text(str(fault))[:1000]})


class Execution:
    """One notebook, executed on two sides.

    Method checks rest on the student side's word: graph facts of its tensors (`facts`), how many backward passes a
    call made, empty `.grad` reads, and facts of a call's arguments after it. Values do not: they are compared here.
    """

    def __init__(self, limits: dict, supervisor: Lines):
        self.limits, self.supervisor = limits, supervisor
        self.started = time.monotonic()
        self.shell = make_shell()
        self.shell.ready()
        self.names = Names()
        self.shell.user_ns["__builtins__"] = self.names
        self.owners: dict[str, str] = {}
        self.given: dict[str, object] = {}
        self.link: Link | None = None
        self.lost: dict[str, Loss] = {}
        self.suspects: set[str] = set()
        self.done: list[Step] = []
        self.left = limits["notebook_output"]

    def execute(self, submitted: dict, instructor: dict) -> dict:
        """The executed notebook. Raises NotGradable."""
        for step in plan.steps(submitted, instructor):
            if step.kind in (LOCKED, STUDENTS, GRADED):
                outputs, count = self._outputs(step)
                step.cell["outputs"], step.cell["execution_count"] = outputs, count
                self.left -= sum(len(str(output)) for output in outputs)
            self.done.append(step)
        metadata = {key: submitted.get("metadata", {}).get(key) for key in ("kernelspec", "language_info")}
        metadata = {key: value for key, value in metadata.items() if isinstance(value, dict)}
        metadata["gradschool"] = {"stopped": {exercise: loss.cause for exercise, loss in self.lost.items()}}
        cells = [step.cell for step in self.done]
        return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}

    def _outputs(self, step: Step) -> tuple[list[dict], int | None]:
        limit = max(min(self.limits["cell_output"], self.left), 1000)
        self._own_names(step)
        try:
            if step.kind == GRADED:
                return self._grade(step, limit), None
            student = self._student(step)
            answer = student.cell(step.source, limit)
            if step.kind == LOCKED:
                self._run_here(step, limit)
                self._remember_given(step)
            return answer["outputs"], answer["count"]
        except StudentGone as gone:
            if self.suspects and step.exercise not in self.lost:
                # What a lost exercise left behind, such as busy threads, may have caused it: once more, without.
                self._leave_out_suspects()
                return self._outputs(step)
            return self._lose(step, gone), None

    def _grade(self, step: Step, limit: int) -> list[dict]:
        student = self._student(step)
        outputs, result = self._run_here(step, limit)
        error = result.error_before_exec or result.error_in_exec
        if isinstance(error, OutOfTime):
            raise StudentLate(self.link.late)
        if isinstance(error, CannotSend):
            raise NotGradable(f"{step.name}: {error}")
        if isinstance(error, StudentGone):
            raise error
        mark = _mark(result.result, step) if error is None else []
        figures = student.forget(limit)
        if definitions := plan.visible_definitions(step.source):
            student.define(definitions)
        told = [output for output in clean_outputs(outputs, limit) if output["output_type"] in ("stream", "error")]
        return told + figures + mark

    def _run_here(self, step: Step, limit: int) -> tuple[list[dict], object]:
        """Run a cell on this side, where names that are nobody else's are the student's."""
        self.link.cached = {}
        self.names.find = self._find
        signal.signal(signal.SIGALRM, _out_of_time)
        signal.setitimer(signal.ITIMER_REAL, max(self.link.until - time.monotonic(), 0) + 0.2)
        try:
            return self.shell.run(step.source, limit)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            self.names.find = None

    def _find(self, name: str):
        """A name of the student's; not one that the assignment itself defines."""
        if self.owners.get(name) == "ours":
            raise KeyError(name)
        return self.link.get(name)

    def _own_names(self, step: Step) -> None:
        """Whose a name is, by the last cell of the instructor's copy that defines it."""
        owner = "student's" if step.kind == STUDENTS else "ours"
        for name in step.binds:
            self.owners[name] = owner
            if owner == "student's":
                self.names.pop(name, None)
                self.shell.user_ns.pop(name, None)
                self.given.pop(name, None)

    def _remember_given(self, step: Step) -> None:
        values = self.shell.user_ns
        self.given |= {name: values[name] for name in step.binds if callable(values.get(name))}

    def _student(self, step: Step) -> Link:
        """The student side, with time for this step; started, or brought back to where it was, when there is none."""
        if step.exercise in self.lost:
            raise StudentGone(self.lost[step.exercise].cause)
        if self.link is None:
            self._start()
            try:
                self._replay(with_answers=True)
            except StudentGone:
                # Some earlier answer ends the student side every time: then without them.
                self._start()
                self._replay(with_answers=False)
        self._give_time()
        return self.link

    def _give_time(self) -> None:
        """Give the student side time for the next cell. Raises StudentLate when the submission's time is used up."""
        a_cell, whole = self.limits["cell_seconds"], self.limits["submission_seconds"]
        left = self.started + whole - RESERVE - time.monotonic()
        self.link.until = time.monotonic() + min(a_cell, left)
        self.link.late = f"it took longer than {a_cell:g} s; look for an endless loop"
        if left < a_cell:
            self.link.late = f"the submission took longer than {whole:g} s"
        if left <= 0:
            raise StudentLate(self.link.late)

    def _start(self) -> None:
        self.link = None
        self.supervisor.send({"want": "student"})
        message, fds = self.supervisor.receive(60)
        if not fds:
            raise StudentGone(message.get("cause") or "the student side could not be started")
        self.link = Link(Channel(socket.socket(fileno=fds[0]), self.limits["message_mb"] << 20), self.given)
        self._give_time()
        folder = Path.cwd()
        self.link.files({str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()})

    def _replay(self, with_answers: bool) -> None:
        """Run again, for what they define, the locked cells so far and answers that did not end the student side."""
        self.suspects = {name for name, loss in self.lost.items() if loss.in_check and with_answers}
        for step in self.done:
            kept = step.exercise not in self.lost or step.exercise in self.suspects
            answer = step.kind == STUDENTS and with_answers and kept
            source = plan.visible_definitions(step.source) if step.kind == GRADED else step.source
            if source and (answer or step.kind in (LOCKED, GRADED)):
                self._give_time()
                self.link.define(source)

    def _leave_out_suspects(self) -> None:
        """End the student side; the next one is made without the answers of exercises that were lost."""
        for name in self.suspects:
            self.lost[name] = replace(self.lost[name], in_check=False)
        self.suspects = set()
        self._end()

    def _end(self) -> str | None:
        """End the student side, if it has not ended. Returns what ended it before, where something did."""
        if self.link is not None:
            self.link.channel.close()
            self.link = None
        self.supervisor.send({"want": "cause"})
        return self.supervisor.receive(60)[0].get("cause")

    def _lose(self, step: Step, gone: StudentGone) -> list[dict]:
        """The student side is gone: the rest of this exercise is lost. Returns the output that says so."""
        first = step.exercise not in self.lost
        if first:
            told = self._end()
            cause = clean_text(told or str(gone) or "it ended its own process")
            timeout = told is None and isinstance(gone, StudentLate)
            self.lost[step.exercise] = Loss(cause, step.kind == GRADED, timeout)
            self.supervisor.send({"stopped": f"{step.exercise or 'the first cells'}: stopped: {cause}"})
        loss = self.lost[step.exercise]
        where = "" if first else " earlier in this exercise"
        return [_error(TIMEOUT if loss.timeout else STOPPED, f"Your code was stopped{where}: {loss.cause}")]


def _mark(value, step: Step) -> list[dict]:
    """The output from which nbgrader reads a mark between 0 and all points; none means all points."""
    if value is None:
        return []
    if type(value) not in (int, float) or not math.isfinite(value) or not 0 <= value <= step.points:
        raise NotGradable(f"{step.name}: the check gave {value!r}, which is no mark between 0 and {step.points:g}")
    text = {"text/plain": repr(value)}
    return [{"output_type": "execute_result", "data": text, "metadata": {}, "execution_count": None}]


def _error(name: str, text: str) -> dict:
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [f"{name}: {text}"]}


def _out_of_time(*_):
    raise OutOfTime
