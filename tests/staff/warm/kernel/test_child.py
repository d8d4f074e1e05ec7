"""What a forked kernel sets up by itself, so that it does not differ from a fresh one."""

import os
import random

import matplotlib
import torch

from gradschool.staff.warm.kernel import child


def test_random_numbers_differ_from_kernel_to_kernel():
    drawn = []
    for _ in range(2):
        random.seed(1)
        torch.manual_seed(1)
        child._draw_anew()
        drawn.append((random.random(), torch.rand(1).item()))
    assert drawn[0][0] != drawn[1][0] and drawn[0][1] != drawn[1][1]


def test_settings_for_figures_in_the_notebooks_folder_are_read(tmp_path, monkeypatch):
    (tmp_path / "matplotlibrc").write_text("lines.linewidth: 7.25\n")
    monkeypatch.chdir(tmp_path)
    with matplotlib.rc_context():
        child._read_matplotlibrc()
        assert matplotlib.rcParams["lines.linewidth"] == 7.25


def test_settings_from_elsewhere_are_not_read_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with matplotlib.rc_context({"lines.linewidth": 3.5}):
        child._read_matplotlibrc()
        assert matplotlib.rcParams["lines.linewidth"] == 3.5
    assert os.getcwd() == str(tmp_path)
