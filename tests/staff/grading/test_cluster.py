"""The same run on a Dask cluster: a scheduler and workers, each a process of its own on loopback."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
import toy
from grade_support import children, command, marks
from nbformat import writes
from toy import RIGHT

from gradschool.staff.course.trouble import CourseError
from gradschool.staff.grading import engines
from gradschool.staff.grading.throwaway_course import ScratchCourse
from gradschool.staff.sandbox import box

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'gradschool[cluster]'")
slow = [pytest.mark.slow, pytest.mark.xdist_group("cluster")]
if box.missing():
    slow.append(pytest.mark.skip(reason="; ".join(box.missing())))


def program(*arguments: str) -> subprocess.Popen:
    """One of Dask's programs; it hears only this machine, and its children can be ended with it."""
    command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:], "--no-dashboard"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def end(process: subprocess.Popen) -> None:
    for pid in [process.pid, *children(process.pid)]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()


@contextmanager
def cluster(folder, workers: int):
    """The scheduler's address and process, and those of the workers."""
    contact = folder / "scheduler.json"
    started = [program("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(contact))]
    try:
        _until(contact.is_file)
        for number in range(workers):
            own = ["--host", "127.0.0.1", "--nthreads", "1", "--name", f"w{number}", "--local-directory", str(folder)]
            started.append(program("worker", "--scheduler-file", str(contact), *own))
        address = json.loads(contact.read_text())["address"]
        from distributed import Client

        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=120)
        yield address, started
    finally:
        for process in started:
            end(process)


def _until(true, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.05)


class TestOnACluster:
    pytestmark = slow

    @pytest.fixture
    def class_of_nine(self, class_of_three):
        release = class_of_three.course.release_notebook(toy.NAME)
        for number in range(6):
            class_of_three.submit(toy.NAME, f"more-{number}", writes(toy.answered(release, **RIGHT)))
        return class_of_three

    def test_marks_are_those_of_one_machine_though_a_worker_and_the_scheduler_are_killed(
        self, class_of_nine, toy_course, tmp_path
    ):
        with ScratchCourse(toy_course, [toy.NAME]) as alone:
            alone.generate(toy.NAME)
            shutil.copytree(class_of_nine.root / "submitted", alone.root / "submitted")
            assert alone.grade(toy.NAME) == {}
            expected = marks(alone)
        place = class_of_nine.root / "autograded"
        (tmp_path / "first").mkdir()
        with cluster(tmp_path / "first", 2) as (address, (scheduler, worker, _)):
            process = command(class_of_nine, "--scheduler", address)
            _until(lambda: len(list(place.glob("*/*/*.ipynb"))) >= 1 or process.poll() is not None, 120)
            end(worker)
            _until(lambda: len(list(place.glob("*/*/*.ipynb"))) >= 3 or process.poll() is not None, 120)
            end(scheduler)
            _, told = process.communicate(timeout=60)
            if process.returncode:
                assert process.returncode == 2
                assert "the scheduler is gone; start one and run this again" in told.splitlines()[-1]
                assert "Traceback" not in told
        half = marks(class_of_nine)
        assert half == {student: expected[student] for student in half}
        (tmp_path / "second").mkdir()
        with cluster(tmp_path / "second", 1) as (address, _):
            process = command(class_of_nine, "--scheduler", address)
            told, errors = process.communicate(timeout=240)
        assert process.returncode == 0, errors
        assert marks(class_of_nine) == expected

    def test_a_worker_with_another_version_is_refused(self, tmp_path, monkeypatch):
        with cluster(tmp_path, 1) as (address, _):
            monkeypatch.setattr(engines, "version", lambda package: "9.9")
            with pytest.raises(CourseError, match="has gradschool .*, and this machine 9.9; install the same on both"):
                engines.Cluster(address)


def test_a_scheduler_that_is_not_there_is_one_line(monkeypatch):
    monkeypatch.setattr(engines, "PATIENCE", 1)
    with pytest.raises(CourseError, match=r"^tcp://127.0.0.1:9: no scheduler answers there \(.*\); is it running\?$"):
        engines.Cluster("tcp://127.0.0.1:9")
