"""A folder is read and written as a whole, and files that are as they should be are not touched."""

import os

from gradschool.staff.course import folders
from gradschool.staff.course.folders import contents, replace


def test_a_folder_is_read_without_caches_and_one_that_is_not_there_is_empty(tmp_path):
    for name in ("a.txt", "sub/b.txt", "__pycache__/c.pyc", "sub/.ipynb_checkpoints/d.ipynb"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    assert contents(tmp_path) == {"a.txt": b"a.txt", "sub/b.txt": b"sub/b.txt"}
    assert contents(tmp_path / "no such") == {}


def test_only_what_differs_is_written_or_removed(tmp_path):
    replace(tmp_path, {"same": b"1", "changed": b"1", "gone": b"1"})
    before = (tmp_path / "same").stat().st_mtime_ns
    changed = replace(tmp_path, {"same": b"1", "changed": b"2", "sub/new": b"3"})
    assert sorted(path.relative_to(tmp_path).as_posix() for path in changed) == ["changed", "gone", "sub/new"]
    assert contents(tmp_path) == {"same": b"1", "changed": b"2", "sub/new": b"3"}
    assert (tmp_path / "same").stat().st_mtime_ns == before


def test_files_beside_a_notebook_are_given_but_no_notebook_and_no_link(tmp_path, monkeypatch):
    (folder := tmp_path / "folder").mkdir()
    (folder / "data").mkdir()
    for name in ("data/number.txt", "01_toy.ipynb", "data/other.ipynb"):
        (folder / name).write_text("42")
    (tmp_path / "secret").write_text("secret")
    os.symlink(tmp_path / "secret", folder / "link.txt")
    os.symlink(tmp_path, folder / "outside")
    assert folders.beside(folder) == {"data/number.txt": b"42"}
    monkeypatch.setattr(folders, "MOST_BESIDE", 1)
    assert folders.beside(folder) == {}
