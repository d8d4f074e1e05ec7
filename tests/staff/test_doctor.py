"""`gradschool doctor` finds what is wrong with a machine and says what to do."""

import sys

from click.testing import CliRunner

from gradschool.staff import doctor
from gradschool.staff.cli import main


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
