"""A control group bounds the processes of a box where this process may make one, and is removed after it."""

import os
import subprocess
from pathlib import Path

from gradschool.staff.sandbox import cgroup


def test_where_no_group_can_be_made_there_is_none(monkeypatch, tmp_path):
    monkeypatch.setattr(cgroup, "_parents", lambda: [tmp_path / "no" / "such"])
    assert cgroup.make(7) is None


def test_a_folder_that_is_no_group_is_not_left_behind(monkeypatch, tmp_path):
    def refuse(path, text):
        raise PermissionError

    monkeypatch.setattr(cgroup, "_parents", lambda: [tmp_path])
    monkeypatch.setattr(Path, "write_text", refuse)
    assert cgroup.make(7) is None and os.listdir(tmp_path) == []


def test_each_group_is_bounded_and_has_a_folder_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setattr(cgroup, "_parents", lambda: [tmp_path])
    first, second = cgroup.make(7), cgroup.make(8)
    assert first != second and (first / "pids.max").read_text() == "7"


def test_a_command_joins_the_group_before_it_runs(tmp_path):
    command = cgroup.inside(tmp_path, ["/bin/sh", "-c", "echo $$"])
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == (tmp_path / "cgroup.procs").read_text()


def test_a_group_in_use_stays_and_another_is_removed(tmp_path):
    (used := tmp_path / "used").mkdir()
    (used / "member").touch()
    (free := tmp_path / "free").mkdir()
    for folder in (used, free):
        cgroup.remove(folder)
    assert used.is_dir() and not free.exists()


def test_the_parents_are_where_this_process_is(monkeypatch):
    text = "9:pids,memory:/box\n4:cpu:/other\n0::/unified\n"
    monkeypatch.setattr(cgroup.Path, "read_text", lambda path: text)
    assert cgroup._parents() == [cgroup.ROOT / "pids" / "box", cgroup.ROOT / "unified"]
