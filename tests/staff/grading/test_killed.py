"""`gradschool grade` that is killed or interrupted: what is done is kept, and the same command goes on."""

import os
import shutil
import signal
import time
from pathlib import Path

import pytest
import toy
from grade_support import ENDLESS, Recorded, children, command, marks, needs_walls
from nbformat import writes
from toy import RIGHT

from gradschool.staff.grading import run
from gradschool.staff.grading.throwaway_course import ScratchCourse
from gradschool.staff.grading.writer import UNFINISHED


@needs_walls
@pytest.mark.slow
@pytest.mark.xdist_group("grade")
def test_killed_at_any_moment_the_same_command_goes_on_and_gives_the_same_marks(class_of_three):
    release = class_of_three.course.release_notebook(toy.NAME)
    for number in range(6):
        class_of_three.submit(toy.NAME, f"more-{number}", writes(toy.answered(release, **RIGHT)))
    with ScratchCourse(class_of_three.course, [toy.NAME]) as undisturbed:
        undisturbed.generate(toy.NAME)
        shutil.copytree(class_of_three.root / "submitted", undisturbed.root / "submitted")
        assert undisturbed.grade(toy.NAME) == {}
        expected = marks(undisturbed)
    for wanted in (0, 1, 4):
        process = command(class_of_three)
        place = class_of_three.root / "autograded"
        while len(list(place.glob("*/*/*.ipynb"))) < wanted and process.poll() is None:
            time.sleep(0.01)
        time.sleep(0.05 * wanted)
        process.kill()
        process.communicate()
        half = marks(class_of_three)
        assert {student: half[student] for student in half} == {student: expected[student] for student in half}
        assert {path.parts[-3] for path in place.glob("[!.]*/*/*.ipynb")} <= set(half)
    process = command(class_of_three)
    assert process.communicate()[0] and process.returncode == 0
    assert marks(class_of_three) == expected
    assert len(list(place.glob("*/*/*.ipynb"))) == len(expected)
    assert not (place / ".unfinished").exists()


def test_what_a_run_killed_at_its_very_end_left_is_removed_though_nothing_is_to_do(class_of_three):
    assert run.grade(class_of_three.course, toy.NAME, engine=Recorded()).ok
    left = class_of_three.root / "autograded" / UNFINISHED
    (left / "new" / "ann").mkdir(parents=True)
    summary = run.grade(class_of_three.course, toy.NAME, engine=Recorded())
    assert (summary.total, len(summary.skipped)) == (0, 3)
    assert not left.exists()


@needs_walls
@pytest.mark.slow
@pytest.mark.xdist_group("grade")
def test_workers_that_are_killed_cost_no_submission_a_mark(class_of_three):
    process = command(class_of_three, "--workers", "1")
    killed = 0
    while process.poll() is None and killed < 2:
        for pid in children(process.pid):
            cmdline = Path(f"/proc/{pid}/cmdline")
            if cmdline.exists() and b"gradschool.staff.warm.server" in cmdline.read_bytes():
                time.sleep(1.5)
                os.kill(pid, signal.SIGKILL)
                killed += 1
                break
        time.sleep(0.05)
    assert process.communicate()[1] is not None and process.returncode == 0
    assert killed == 2
    assert marks(class_of_three)["ann"]["a01-q1-hidden"][0] == 2


@needs_walls
@pytest.mark.slow
@pytest.mark.xdist_group("grade")
def test_an_interrupt_stops_within_seconds_and_says_how_to_go_on(class_of_three):
    release = class_of_three.course.release_notebook(toy.NAME)
    class_of_three.submit(toy.NAME, "aaron", writes(toy.answered(release, double=ENDLESS)))
    process = command(class_of_three, "--workers", "1")
    while not children(process.pid):
        time.sleep(0.05)
    time.sleep(4)
    below = children(process.pid)
    os.kill(process.pid, signal.SIGINT)
    started = time.monotonic()
    _, told = process.communicate(timeout=20)
    assert time.monotonic() - started < 5
    assert process.returncode == 130
    assert told.splitlines()[-1] == "gradschool: stopped; what is done is kept, and the same command goes on from there"
    assert "Traceback" not in told
    while left := [pid for pid in below if Path(f"/proc/{pid}/cmdline").exists()]:
        assert time.monotonic() - started < 10, left
        time.sleep(0.05)
