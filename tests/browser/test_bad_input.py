"""What goes wrong for people at the screen: clear words there, or one line in the terminal, and no stack trace."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .lab import ROOT, Lab, copy_course, environment
from .nbgrader_pages import AssignmentList, Formgrader
from .notebook import Notebook

NAME, UNTOUCHED = "01_first_gradients", "02_computation_graph"
STUDENT = "Zoë O'Brien-Łuczak"


@pytest.fixture(scope="module")
def course(home, tmp_path_factory):
    """JupyterLab of an instructor with one submission, collected by hand, and without a folder for the exchange."""
    folder = copy_course(tmp_path_factory.mktemp("troubled") / "course")
    (folder / "exchange").write_text("a file in the place of the folder")
    shutil.copytree(folder / "release" / NAME, folder / "submitted" / STUDENT / NAME)
    with Lab(folder, home) as lab:
        yield lab


def test_a_missing_system_package_is_said_in_one_line(tmp_path):
    (tmp_path / "bash").symlink_to(shutil.which("bash"))
    bare = environment(tmp_path) | {"PATH": str(tmp_path)}
    made = subprocess.run(
        [shutil.which("make"), "browser-programs"], cwd=ROOT, env=bare, capture_output=True, text=True, check=False
    )
    assert made.returncode == 2
    assert made.stderr.splitlines()[0].endswith("chromium is missing; on Debian and Ubuntu: sudo apt install chromium")


def test_a_port_in_use_is_said_in_one_line(course: Lab):
    second = Lab(course.course, course.home, course.port)
    made = subprocess.run(
        ["make", "lab", f"LAB_FLAGS={second.flags()}"],
        cwd=course.course,
        env=environment(course.home),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    said = made.stdout + made.stderr
    assert made.returncode != 0
    assert f"could not be started because port {course.port} is not available" in said
    assert "Traceback" not in said


def test_a_server_that_does_not_start_is_reported_with_what_it_wrote(course: Lab):
    with pytest.raises(RuntimeError, match="is not available"), Lab(course.course, course.home, course.port):
        pytest.fail("two servers on one port")


def test_a_missing_exchange_is_said_in_words(page: Page, course: Lab, shot):
    Notebook.open(page, course)
    formgrader = Formgrader(page)
    expect(formgrader.frame.locator("#warning-exchange")).to_contain_text("does not exist and could")
    shot("instructor")
    AssignmentList(page)
    expect(page.locator("#released_assignments_list_error")).to_contain_text("does not exist and could")
    assert "Traceback" not in page.locator("body").inner_text()
    shot("student")


def test_an_assignment_without_submissions_and_a_gradebook_without_marks_show_zeros(page: Page, course: Lab, shot):
    Notebook.open(page, course)
    formgrader = Formgrader(page)
    expect(formgrader.row(UNTOUCHED).locator(".num-submissions")).to_have_text("0")
    formgrader.go("Manual Grading")
    expect(formgrader.row(UNTOUCHED)).to_contain_text("0 / 0")
    assert "Traceback" not in formgrader.frame.locator("body").inner_text()
    shot("marks")
    ended = nbgrader(course.course, course.home, "autograde", UNTOUCHED)
    assert ended.returncode != 0
    assert "No notebooks were matched by" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_student_id_with_a_space_an_accent_and_an_apostrophe_is_graded(page: Page, course: Lab, shot):
    Notebook.open(page, course)
    formgrader = Formgrader(page)
    formgrader.do(NAME, "assign", "Successfully created the student version")
    formgrader.row(NAME).locator(".num-submissions a").click()
    formgrader.do(STUDENT, "autograde", "Successfully autograded")
    expect(formgrader.row(STUDENT)).to_contain_text("0 / 20")
    formgrader.do(STUDENT, "generate-feedback", "Successfully generated feedback")
    shot("graded")
    assert (course.course / "feedback" / STUDENT / NAME / f"{NAME}.html").is_file()


def nbgrader(course: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess:
    """nbgrader as an instructor calls it in a terminal."""
    return subprocess.run(
        [ROOT / ".venv" / "bin" / "nbgrader", *arguments],
        cwd=course,
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
