"""What must never reach a student is seen in a release, and nothing else."""

import nbformat
import toy

from gradschool.staff.authoring.leaks import leaks
from gradschool.staff.course.markers import is_marker


def test_solution_text_and_hidden_checks_in_a_release_are_seen():
    source = toy.toy_source()
    release = nbformat.from_dict(source)
    assert list(leaks(source, release))[0] == ("a01-q1-double", "### BEGIN SOLUTION")
    for cell in release.cells:
        cell.source = cell.source.replace("### BEGIN", "").replace("### END", "")
    assert ("a01-q2-square", "return x * x") in list(leaks(source, release))
    assert ("a01-q1-hidden", "require(double, 7411, 14822)") in list(leaks(source, release))


def test_a_release_without_the_marked_regions_leaks_nothing():
    source = toy.toy_source()
    release = nbformat.from_dict(source)
    for cell in release.cells:
        lines, kept, inside = cell.source.split("\n"), [], False
        for line in lines:
            inside = "BEGIN" in line if is_marker(line) else inside
            kept += [] if inside or is_marker(line) else [line]
        cell.source = "\n".join(kept)
    assert list(leaks(source, release)) == []


def test_an_output_that_shows_a_hidden_check_leaks_it():
    source = toy.toy_source()
    release = nbformat.from_dict(source)
    release.cells = [cell for cell in release.cells if not any(map(is_marker, cell.source.split("\n")))]
    shown = nbformat.v4.new_output("stream", name="stdout", text="require(double, 7411, 14822)")
    release.cells[-1].outputs = [shown]
    assert [cell for cell, _ in leaks(source, release)] == ["a01-q2-check"]
