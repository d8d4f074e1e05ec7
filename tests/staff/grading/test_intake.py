"""Submissions that must not be opened are recognised without being opened, and are put back untouched."""

import os
import socket

import pytest

from gradschool.staff.grading import intake


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "submitted" / "ann" / "01_toy"
    made.mkdir(parents=True)
    (made / "01_toy.ipynb").write_text("{}")
    return made


def test_an_ordinary_submission_is_not_refused(folder):
    (folder / "data").mkdir()
    (folder / "data" / "points.csv").write_text("1,2")
    assert intake.refusal(folder) is None


def test_a_link_a_pipe_and_a_socket_are_refused_by_name(folder, monkeypatch):
    link, pipe = folder / "link.txt", folder / "pipe"
    link.symlink_to("/etc/hostname")
    assert intake.refusal(folder) == "link.txt is a link, not a file"
    link.unlink()
    os.mkfifo(pipe)
    assert intake.refusal(folder) == "pipe is a pipe, not a file"
    pipe.unlink()
    monkeypatch.chdir(folder)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("s")
        assert intake.refusal(folder) == "s is a socket, not a file"


def test_a_folder_named_like_a_notebook_is_refused(folder):
    (folder / "more.ipynb").mkdir()
    assert intake.refusal(folder) == "more.ipynb is a folder, not a notebook"


def test_a_notebook_a_submission_and_a_number_of_files_may_be_too_large(folder, monkeypatch):
    with (folder / "01_toy.ipynb").open("r+b") as file:
        file.truncate(intake.LARGEST_NOTEBOOK + 1)  # a sparse file, which takes no room
    assert intake.refusal(folder) == "01_toy.ipynb is larger than 20 MB"
    with (folder / "01_toy.ipynb").open("r+b") as file:
        file.truncate(2)
    with (folder / "data.bin").open("wb") as file:
        file.truncate(intake.LARGEST_SUBMISSION)
    assert intake.refusal(folder) == "it is larger than 200 MB or 1000 files"
    (folder / "data.bin").unlink()
    monkeypatch.setattr(intake, "MOST_FILES", 0)
    assert "larger than" in intake.refusal(folder)


def test_a_name_reaches_the_message_in_harmless_letters(folder):
    (folder / "a\x1b[31mé").symlink_to("x")
    assert intake.refusal(folder).endswith("? is a link, not a file")


def test_a_refused_submission_is_out_of_the_way_meanwhile_and_comes_back(folder, tmp_path):
    (folder / "link").symlink_to("/etc/hostname")
    with pytest.raises(KeyError), intake.set_aside(tmp_path, "01_toy") as refused:
        assert refused == {"ann": "link is a link, not a file"}
        assert not folder.exists()
        raise KeyError
    assert (folder / "link").is_symlink() and not (tmp_path / ".set-aside").exists()
