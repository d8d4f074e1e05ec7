"""A new gradebook is as nbgrader makes it."""

import os
import sqlite3
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from gradschool.staff.results.gradebook import make_gradebook


def content(file: Path) -> list:
    with sqlite3.connect(file) as database:
        tables = database.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        return [tables, database.execute("SELECT * FROM alembic_version").fetchall()]


@pytest.mark.slow
def test_a_new_gradebook_has_the_tables_and_the_version_that_nbgrader_gives_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    make_gradebook(f"sqlite:///{tmp_path / 'ours.db'}")
    Gradebook(f"sqlite:///{tmp_path / 'theirs.db'}").close()
    assert content(tmp_path / "ours.db") == content(tmp_path / "theirs.db")
