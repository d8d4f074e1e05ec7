"""CSV cells that a spreadsheet would compute are made harmless, and others are left alone."""

import csv

import pytest

from gradschool.staff.results.csv_cells import neutral, write_csv

FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "  =1", "\t=1", "\r=1", "\n=1", "\uff1d1", "\u200b=1", "=", "-x"]
HARMLESS = ["amara.okafor", "O'Brien", "1-2", "a=b", "", "-", -1.5, 0, None]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(cell):
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", HARMLESS)
def test_other_cells_stay_as_they_are(cell):
    assert neutral(cell) == cell


def test_a_file_holds_what_was_written(tmp_path):
    rows = [["name", "points"], ['Zoë "Z", O\'Brien', 1.5], ["two\nlines", None], ["=1", -1]]
    write_csv(tmp_path / "marks.csv", rows)
    with open(tmp_path / "marks.csv", newline="", encoding="utf-8") as file:
        read = list(csv.reader(file))
    assert read == [["name", "points"], ['Zoë "Z", O\'Brien', "1.5"], ["two\nlines", ""], ["'=1", "-1"]]
