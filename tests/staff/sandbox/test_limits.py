"""The limits that grading begins with, and that they travel as plain data."""

import json

from gradschool.staff.sandbox.limits import Limits


def test_the_defaults_are_a_megabyte_a_cell_and_five_a_notebook():
    assert (Limits().cell_output, Limits().notebook_output) == (1_000_000, 5_000_000)
    assert (Limits().cell_seconds, Limits().submission_seconds, Limits().scratch_mb) == (30, 60, 64)
    assert (Limits().memory_mb, Limits().processes) == (2048, 64)


def test_limits_come_back_from_another_process_as_they_were():
    limits = Limits(cell_seconds=4, memory_mb=700)
    assert Limits(**json.loads(json.dumps(limits.as_dict()))) == limits
