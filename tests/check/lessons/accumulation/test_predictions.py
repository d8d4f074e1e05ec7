"""Predictions of .grad are compared with a real run."""

import pytest
import torch
from check_support import failed

from gradschool import check


def square(w):
    return (w**2).sum()


def script():
    w = torch.tensor(3.0, requires_grad=True)
    readings = [w.grad]
    square(w).backward()
    return [*readings, w.grad.item()]


def test_predictions_meet_a_real_run(capsys):
    check.predictions(lambda: {"A": (None, torch.tensor(6.0))}, {"A": script})
    assert "a real run of 1 script" in capsys.readouterr().out


@pytest.mark.parametrize(
    "given, said",
    [
        ({"A": [None, 7]}, "reading 2 of script A"),
        ({"A": [0, 6]}, "reading 1 of script A"),
        ({"A": [None, None]}, "reading 2 of script A"),
        ({"A": [None, "6"]}, "reading 2 of script A"),
        ({"A": [6]}, "no list of readings for script A"),
        ({"B": [None, 6]}, "no list of readings for script A"),
        ([None, 6], "no list of readings for script A"),
        (None, "no list of readings for script A"),
    ],
)
def test_a_wrong_prediction_is_told_where(given, said):
    assert said in failed(check.predictions, lambda: given, {"A": script}).lines[0]
