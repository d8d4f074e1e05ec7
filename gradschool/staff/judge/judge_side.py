"""The judge side: a process that student code cannot reach, which executes one notebook and computes its marks."""

import importlib
import json
import math
import os
import signal
import socket
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

import torch
from IPython.core.interactiveshell import ExecutionResult

from gradschool.staff.course.trouble import CELL_TIMEOUT
from gradschool.staff.judge import plan
from gradschool.staff.judge.channel import Channel
from gradschool.staff.judge.names import Names
from gradschool.staff.judge.plan import GRADED, LOCKED, STUDENTS, Json, NotGradable, Step
from gradschool.staff.judge.remote_student import RemoteStudent, StudentGone, StudentLate
from gradschool.staff.judge.sanitise import Output, clean_outputs, clean_text
from gradschool.staff.judge.sending import CannotSend
from gradschool.staff.judge.shell import make_shell
from gradschool.staff.sandbox.limits import Limits
from gradschool.staff.warm import preload
from gradschool.staff.warm.fd_lines import JsonLines

# Seconds of a submission's time that are kept back for writing the result
RESERVE = 3.0
# The name of the error that says why code was stopped; where it took too long the name is CELL_TIMEOUT.
STOPPED = "StoppedByGrader"


class OutOfTime(BaseException):
    """A cell took too long on the judge side itself."""


@dataclass(frozen=True)
class LostExercise:
    """An exercise in which the student side died, so that its later cells score nothing.

    cause: why, for a person.
    in_check: whether it died while a check ran; the answers before that check may then be run again.
    timeout: whether it took too long.
    """

    cause: str
    in_check: bool
    timeout: bool


def prepare() -> None:
    """Import what graded cells use, and make the shell, in the warm process."""
    for name in ("gradschool.check", "gradschool.tape"):
        importlib.import_module(name)
    preload.load(("IPython.core.logger", *preload.BY_ERRORS))
    make_shell().practise()


def run(settings: dict[str, Any], fd: int) -> None:
    """Execute the notebooks in the folder `work`, and tell the supervisor when the result is there.

    Runs in a forked process of its own.
    """
    limits = Limits(**settings["limits"])
    torch.set_num_threads(limits.threads)
    supervisor, work = JsonLines(socket.socket(fileno=fd)), Path(settings["work"])
    os.chdir(work / "files")
    try:
        submitted, instructor = (plan.read((work / name).read_bytes()) for name in ("submitted", "instructor"))
        executed = Execution(limits, supervisor).execute(submitted, instructor)
        (work / "executed").write_text(json.dumps(executed), encoding="utf-8")
        supervisor.send({"done": True})
    except NotGradable as fault:
        supervisor.send({"not_gradable": clean_text(str(fault))[:1000]})


class Execution:
    """One notebook, executed on two sides.

    Values are compared on this side. Checks of the method rest on the student side's word: graph facts of its tensors,
    how many backward passes a call made, reads of an empty `.grad`, and facts of a call's arguments after it.
    """

    def __init__(self, limits: Limits, supervisor: JsonLines):
        self.limits, self.supervisor = limits, supervisor
        self.started = time.monotonic()
        self.shell = make_shell()
        self.shell.ready()
        self.names = Names(self.shell.user_ns)
        self.remote: RemoteStudent | None = None
        self.lost: dict[str, LostExercise] = {}
        # Lost exercises whose answers were run again: one of them may be what ends the student side now
        self.suspects: set[str] = set()
        self.done: list[Step] = []
        self.left = limits.notebook_output

    def execute(self, submitted: Json, instructor: Json) -> Json:
        """Return the executed notebook. Raises NotGradable."""
        for step in plan.steps(submitted, instructor):
            if step.kind in (LOCKED, STUDENTS, GRADED):
                outputs, count = self._outputs(step)
                step.cell["outputs"], step.cell["execution_count"] = outputs, count
                self.left -= sum(len(str(output)) for output in outputs)
            self.done.append(step)
        told = {key: submitted.get("metadata", {}).get(key) for key in ("kernelspec", "language_info")}
        metadata: Json = {key: value for key, value in told.items() if isinstance(value, dict)}
        metadata["gradschool"] = {"stopped": {exercise: lost.cause for exercise, lost in self.lost.items()}}
        cells = [step.cell for step in self.done]
        return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}

    def _outputs(self, step: Step) -> tuple[list[Output], int | None]:
        """Run a cell where it belongs; return its outputs and its number."""
        limit = max(min(self.limits.cell_output, self.left), 1000)
        self.names.note_owner(step)
        try:
            if step.kind == GRADED:
                return self._grade(step, limit), None
            student = self._student(step)
            answer = student.cell(step.source, limit)
            if step.kind == LOCKED:
                self._run_here(step, limit, student)
                self.names.note_given(step)
            return answer["outputs"], answer["count"]
        except StudentGone as gone:
            if self.suspects and step.exercise not in self.lost:
                # What a lost exercise left behind, such as busy threads, may be the cause: try again without it.
                self._leave_out_suspects()
                return self._outputs(step)
            return self._lose(step, gone), None

    def _grade(self, step: Step, limit: int) -> list[Output]:
        """Run a graded cell on this side, and return the outputs from which nbgrader reads its mark."""
        student = self._student(step)
        outputs, result = self._run_here(step, limit, student)
        error = result.error_before_exec or result.error_in_exec
        if isinstance(error, OutOfTime):
            raise StudentLate(student.late)
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

    def _run_here(self, step: Step, limit: int, student: RemoteStudent) -> tuple[list[Output], ExecutionResult]:
        """Run a cell on this side; names that are not here are the student's."""
        student.cached = {}
        signal.signal(signal.SIGALRM, _out_of_time)
        with self.names.students_behind(student.get):
            signal.setitimer(signal.ITIMER_REAL, max(student.until - time.monotonic(), 0) + 0.2)
            try:
                return self.shell.run(step.source, limit)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)

    def _student(self, step: Step) -> RemoteStudent:
        """Return the student side, with time for this step. One that is gone is started and brought back first.

        Raises StudentGone where this step's exercise is lost already.
        """
        if step.exercise in self.lost:
            raise StudentGone(self.lost[step.exercise].cause)
        student = self.remote
        if student is None:
            student = self._start()
            try:
                self._replay(student, with_answers=True)
            except StudentGone:
                # Some earlier answer ends the student side every time: leave all answers out.
                student = self._start()
                self._replay(student, with_answers=False)
        self._give_time(student)
        return student

    def _give_time(self, student: RemoteStudent) -> None:
        """Give the student side time for the next cell. Raises StudentLate when the submission's time is used up."""
        a_cell, whole = self.limits.cell_seconds, self.limits.submission_seconds
        left = self.started + whole - RESERVE - time.monotonic()
        student.until = time.monotonic() + min(a_cell, left)
        student.late = f"it took longer than {a_cell:g} s; look for an endless loop"
        if left < a_cell:
            student.late = f"the submission took longer than {whole:g} s"
        if left <= 0:
            raise StudentLate(student.late)

    def _start(self) -> RemoteStudent:
        """Have the supervisor start a student side, and put the files beside the notebook there."""
        self.remote = None
        self.supervisor.send({"want": "student"})
        message, fds = self.supervisor.receive(60)
        if not fds:
            raise StudentGone(message.get("cause") or "the student side could not be started")
        channel = Channel(socket.socket(fileno=fds[0]), self.limits.message_mb << 20)
        self.remote = student = RemoteStudent(channel, self.names.given)
        self._give_time(student)
        folder = Path.cwd()
        student.files({str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()})
        return student

    def _replay(self, student: RemoteStudent, with_answers: bool) -> None:
        """Run the locked cells so far again, for what they define, and answers that did not end a student side."""
        self.suspects = {name for name, lost in self.lost.items() if lost.in_check and with_answers}
        for step in self.done:
            kept = step.exercise not in self.lost or step.exercise in self.suspects
            answer = step.kind == STUDENTS and with_answers and kept
            source = plan.visible_definitions(step.source) if step.kind == GRADED else step.source
            if source and (answer or step.kind in (LOCKED, GRADED)):
                self._give_time(student)
                student.define(source)

    def _leave_out_suspects(self) -> None:
        """End the student side; the next one starts without the answers of the suspects."""
        for name in self.suspects:
            self.lost[name] = replace(self.lost[name], in_check=False)
        self.suspects = set()
        self._end()

    def _end(self) -> str | None:
        """End the student side, if it has not ended. Return what ended it before, where something did."""
        if self.remote is not None:
            self.remote.channel.close()
            self.remote = None
        self.supervisor.send({"want": "cause"})
        cause: str | None = self.supervisor.receive(60)[0].get("cause")
        return cause

    def _lose(self, step: Step, gone: StudentGone) -> list[Output]:
        """Give up the rest of an exercise in which the student side died. Return the output that says so."""
        first = step.exercise not in self.lost
        if first:
            told = self._end()
            cause = clean_text(told or str(gone) or "it ended its own process")
            timeout = told is None and isinstance(gone, StudentLate)
            self.lost[step.exercise] = LostExercise(cause, step.kind == GRADED, timeout)
            self.supervisor.send({"stopped": f"{step.exercise or 'the first cells'}: stopped: {cause}"})
        lost = self.lost[step.exercise]
        where = "" if first else " earlier in this exercise"
        return [_error(CELL_TIMEOUT if lost.timeout else STOPPED, f"Your code was stopped{where}: {lost.cause}")]


def _mark(value: Any, step: Step) -> list[Output]:
    """Return the output from which nbgrader reads a mark between 0 and all points; no output means all points."""
    if value is None:
        return []
    if type(value) not in (int, float) or not math.isfinite(value) or not 0 <= value <= step.points:
        raise NotGradable(f"{step.name}: the check gave {value!r}, which is no mark between 0 and {step.points:g}")
    text = {"text/plain": repr(value)}
    return [{"output_type": "execute_result", "data": text, "metadata": {}, "execution_count": None}]


def _error(name: str, text: str) -> Output:
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [f"{name}: {text}"]}


def _out_of_time(*_: object) -> NoReturn:
    raise OutOfTime
