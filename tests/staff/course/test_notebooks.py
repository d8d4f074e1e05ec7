"""The same notebook is always the same bytes, and a file that is no notebook is named with a remedy."""

import json

import pytest
import toy
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from gradschool.staff.course import notebooks
from gradschool.staff.course.trouble import CourseError


def notebook():
    outputs = [
        new_output("stream", name="stdout", text="a"),
        new_output("stream", name="stdout", text="b"),
        new_output("display_data", data={"text/plain": "w", notebooks.WIDGET_VIEW: {"model_id": "random"}}),
        new_output("error", ename="E", evalue="no", traceback=["\x1b[31mFile /here.py:7", "E: no"]),
    ]
    code = new_code_cell("\nx = 1  \n", id="c", outputs=outputs, execution_count=3)
    code.metadata.update({"tags": ["t"], "collapsed": True, "nbgrader": {"grade_id": "g", "checksum": "1"}})
    return new_notebook(cells=[new_markdown_cell("# T", id="t"), code], metadata={"other": 1})


def test_what_changes_from_save_to_save_goes():
    code = notebooks.normalise(notebook(), outputs=True).cells[1]
    assert code.source == "x = 1" and code.execution_count == 3
    assert code.metadata == {"tags": ["t"], "nbgrader": {"grade_id": "g"}}
    stream, widget, error = code.outputs
    assert stream.text == "ab" and widget.data == {"text/plain": "w"} and error.traceback == ["E: no"]


def test_a_source_has_no_outputs_and_the_input_stays_as_it_was():
    given = notebook()
    code = notebooks.normalise(given, outputs=False).cells[1]
    assert (code.outputs, code.execution_count) == ([], None)
    assert len(given.cells[1].outputs) == 4 and given.metadata == {"other": 1}


def test_a_notebook_is_written_only_when_it_changed(tmp_path):
    path, nb = tmp_path / "new" / "nb.ipynb", notebooks.normalise(toy.toy_source(), outputs=False)
    assert notebooks.write(nb, path) and not notebooks.write(nb, path)
    assert notebooks.dumps(notebooks.read(path)) == path.read_text(encoding="utf-8") == notebooks.dumps(nb)


@pytest.mark.parametrize(
    "data, line",
    [
        (None, "there is no such notebook"),
        (b"\xff", "not UTF-8 at byte 0"),
        (b"{", "not JSON, line 1"),
        (b"[]", "JSON of another kind"),
        (b'{"nbformat": 3}', "not in notebook format 4.5; open it in JupyterLab and save it again"),
        (json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": 7}).encode(), "not a valid notebook"),
    ],
)
def test_what_is_no_notebook_is_named_in_one_line(tmp_path, data, line):
    path = tmp_path / "nb.ipynb"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CourseError) as caught:
        notebooks.read(path, shown="source/nb.ipynb")
    text = str(caught.value)
    assert text.startswith("source/nb.ipynb: ") and line in text and "\n" not in text
