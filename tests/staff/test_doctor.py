"""`gradschool doctor` finds what is wrong with a machine and says what to do."""

import sys

import pytest
from click.testing import CliRunner

from gradschool.staff import doctor
from gradschool.staff.cli import main
from gradschool.staff.course.layout import Course


def test_this_machine_is_ready():
    done = CliRunner().invoke(main, ["doctor"])
    assert done.exit_code == 0, done.output
    assert "torch 2." in done.output
    assert "CPU" in done.output or "CUDA" in done.output


def test_an_old_python_is_found():
    found = doctor.python((3, 10, 0))
    assert found.level == doctor.BAD
    assert "3.11" in found.remedy


def test_a_missing_package_is_found():
    found = doctor.package("no-such-package", (1,))
    assert found.level == doctor.BAD
    assert found.remedy == doctor.INSTALL


def test_an_old_package_is_found():
    found = doctor.package("nbgrader", (99,))
    assert (found.level, found.remedy) == (doctor.BAD, doctor.INSTALL)
    assert "is older than 99" in found.text


def test_a_kernel_of_another_python_is_found():
    found = doctor.kernel(lambda name: ["/opt/other/bin/python", "-m", "ipykernel_launcher"])
    assert found.level == doctor.BAD
    assert "/opt/other/bin/python" in found.text
    assert sys.prefix in found.remedy


def test_alembic_that_is_not_on_path_is_noted(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert doctor.alembic().level == doctor.NOTE


def test_an_exchange_that_cannot_be_written_is_found(monkeypatch, tmp_path):
    (tmp_path / "nbgrader_config.py").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(doctor.os, "access", lambda path, mode: False)
    *_, found = doctor.course()
    assert found.level == doctor.BAD
    assert "not writable" in found.text


def test_a_missing_wall_is_named():
    [found] = doctor.walls(lambda: ["bubblewrap is not installed; run: sudo apt install bubblewrap"])
    assert found.level == doctor.NOTE
    assert "bubblewrap is not installed" in found.text
    assert "c.Judge.sandbox" in found.remedy


def examine_for_student():
    return CliRunner().invoke(main, ["doctor", "--student"])


@pytest.fixture
def handed_out(tmp_path, monkeypatch) -> Course:
    course = Course(tmp_path)
    course.config.write_text("")
    course.release_notebook("01_toy").parent.mkdir(parents=True)
    course.release_notebook("01_toy").write_text("released")
    monkeypatch.chdir(tmp_path)
    return course


def test_a_student_is_ready_without_what_only_grading_a_class_needs(handed_out, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "nbgrader", None)
    done = examine_for_student()
    assert done.exit_code == 0, done.output
    assert f"1 assignments in {handed_out.release}" in done.output
    assert f"your copies go to {handed_out.work}" in done.output
    for word in ("nbgrader ", "alembic", "exchange", "sandbox", "requirements.txt"):
        assert word not in done.output


def test_a_hand_out_without_assignments_is_found(handed_out):
    handed_out.release_notebook("01_toy").unlink()
    *_, found = doctor.assignments()
    assert found.level == doctor.BAD
    assert "release/ included" in found.remedy


def test_a_student_outside_the_course_is_told_how_to_begin(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = examine_for_student()
    assert done.exit_code == 1
    assert "no course here" in done.output
    assert "→ change to the folder into which you cloned or unpacked the course" in done.output


def test_a_work_folder_that_cannot_be_written_is_found(handed_out, monkeypatch):
    monkeypatch.setattr(doctor.os, "access", lambda path, mode: False)
    *_, found = doctor.assignments()
    assert found.level == doctor.BAD
    assert "cannot be put in" in found.text


def test_a_student_can_do_without_jupyterlab_but_not_without_torch(monkeypatch):
    for name in ("jupyterlab", "torch"):
        monkeypatch.setitem(sys.modules, name, None)
    lab, torch = doctor.students_package("jupyterlab"), doctor.students_package("torch")
    assert lab.level == doctor.NOTE
    assert lab.remedy.endswith("unless you open notebooks with another program")
    assert (torch.level, torch.remedy) == (doctor.BAD, 'run: pip install "torch>=2.13"')
