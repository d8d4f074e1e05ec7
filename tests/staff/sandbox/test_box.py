"""The one door to the sandbox: what is missing, the command of a box, and what may happen only inside."""

import os
import subprocess
import sys
import tomllib

import pytest
import toy
from judge_support import QUICK

from gradschool.staff.sandbox import box, bubblewrap, cgroup, namespace

IN_THE_BOX = """
from gradschool.staff.sandbox import box
box.clean()
print(box.inside(), sorted(path.name for path in box.SCRATCH.iterdir()), box.watchdog(box.Limits()).processes())
"""


@pytest.fixture
def in_linux():
    if sys.platform != "linux":
        pytest.skip("needs Linux")


def test_a_wall_that_is_missing_is_named_and_grading_refuses(monkeypatch, in_linux):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: None)
    line, *_ = box.missing()
    assert "bubblewrap is not installed" in line and "apt install bubblewrap" in line
    with pytest.raises(box.SandboxMissing, match="--no-sandbox"):
        box.require()


def test_a_system_without_walls_is_named(monkeypatch):
    monkeypatch.setattr(box.sys, "platform", "darwin")
    [line] = box.missing()
    assert "needs Linux" in line


def test_a_box_is_left_with_its_group_of_processes(monkeypatch, tmp_path, in_linux):
    asked, removed = [], []
    monkeypatch.setattr(cgroup, "make", lambda processes: asked.append(processes) or tmp_path)
    monkeypatch.setattr(cgroup, "remove", removed.append)
    made = box.Box(QUICK)
    command = made.command(["program", "argument"])
    assert asked == [QUICK.processes + QUICK.threads + 3]
    assert str(tmp_path) in command and command[-2:] == ["program", "argument"]
    made.release()
    made.release()
    assert removed == [tmp_path]


def test_where_no_group_can_be_made_the_box_does_without(monkeypatch, in_linux):
    monkeypatch.setattr(cgroup, "make", lambda processes: None)
    made = box.Box(QUICK)
    assert made.command(["program"]) == bubblewrap.command(["program"], QUICK.scratch_mb)
    made.release()


@pytest.mark.skipif(bool(box.missing()), reason="; ".join(box.missing()) or "all walls are here")
def test_in_a_box_a_program_finds_itself_alone_with_an_empty_scratch_folder():
    made = box.Box(QUICK)
    try:
        program = made.command([sys.executable, "-c", IN_THE_BOX])
        done = subprocess.run(program, capture_output=True, text=True, timeout=60)
    finally:
        made.release()
    assert done.stdout == "True ['home', 'shm', 'tmp', 'work'] []\n", done.stderr


@pytest.mark.parametrize("outside", [None, "this namespace"])
def test_a_folder_of_the_system_with_the_name_of_scratch_is_never_emptied(monkeypatch, tmp_path, outside, in_linux):
    (tmp_path / "precious").touch()
    monkeypatch.setattr(bubblewrap, "SCRATCH", tmp_path)
    monkeypatch.delenv(namespace.VARIABLE, raising=False)
    if outside is not None:
        monkeypatch.setenv(namespace.VARIABLE, namespace.own())
    with pytest.raises(RuntimeError, match="refused outside a box"):
        box.clean()
    assert os.listdir(tmp_path) == ["precious"]


def test_the_rule_of_the_one_door_names_every_other_module():
    rules = tomllib.loads((toy.ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [rule] = [rule for rule in rules if rule["type"] == "protected"]
    modules = {path.stem for path in (toy.ROOT / "gradschool/staff/sandbox").glob("*.py")} - {"__init__"}
    protected = {name.rpartition(".")[2] for name in rule["protected_modules"]}
    assert modules - protected == {"box", "limits"}
