"""The README's commands for a class, typed one after another in a new clone by somebody who has nothing else."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import toy
from nbgrader.api import Gradebook

from gradschool.staff.course.folders import contents
from gradschool.staff.course.layout import Course
from gradschool.staff.sandbox import box

NAME = "01_first_gradients"
SENT = "2026-11-02 12:00:00.000000 UTC"


def commands() -> list[str]:
    """The lines of the README's block; bash itself passes over what follows a #."""
    text = (toy.ROOT / "README.md").read_text()
    [block] = re.findall(r"^With your own students:\n\n```bash\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return block.splitlines()


@pytest.fixture
def clone(tmp_path) -> Course:
    """The files that git has, or would have of what is new here."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=toy.ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    course = Course(tmp_path / "clone")
    for name in filter(None, names):
        if (toy.ROOT / name).is_file():  # one that was deleted is still listed until that is committed
            (course.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(toy.ROOT / name, course.root / name)
    if box.missing():
        with course.config.open("a") as config:
            config.write("\nc.Judge.sandbox = False\n")
    return course


def hand_in(course: Course, student: str, answers: Path) -> None:
    """Put a submission where `nbgrader submit` puts it, which submits in the name of its own user only."""
    folder = course.root / "exchange" / "gradschool" / "inbound" / f"{student}+{NAME}+{SENT}+{student}"
    folder.mkdir()
    shutil.copy(answers, folder / f"{NAME}.ipynb")
    (folder / "timestamp.txt").write_text(SENT)


def typed(command: str, course: Course, home: Path) -> None:
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    settings = {"PATH": programs, "JUPYTER_CONFIG_DIR": str(home), "IPYTHONDIR": str(home)}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL}
    done = subprocess.run(
        ["bash", "-c", command], cwd=course.root, env=os.environ | settings, text=True, timeout=300, **streams
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}"


@pytest.mark.slow
def test_the_readme_takes_an_instructor_of_a_new_clone_from_release_to_feedback(clone, tmp_path):
    before = contents(clone.release)
    for command in commands():
        if command.startswith("nbgrader collect"):
            hand_in(clone, "ann", clone.solution_notebook(NAME))
            hand_in(clone, "bob", clone.root / "exchange" / "gradschool" / "outbound" / NAME / f"{NAME}.ipynb")
        typed(command, clone, tmp_path / "home")
    with Gradebook(f"sqlite:///{clone.root / 'gradebook.db'}") as gradebook:
        most = gradebook.find_assignment(NAME).max_score
        marks = {submission.student_id: submission.score for submission in gradebook.assignment_submissions(NAME)}
    assert marks == {"ann": most, "bob": 0} and most > 0
    pages = {path.relative_to(clone.root / "feedback").parts[0] for path in (clone.root / "feedback").rglob("*.html")}
    assert pages == {"ann", "bob"}
    assert contents(clone.release) == before
