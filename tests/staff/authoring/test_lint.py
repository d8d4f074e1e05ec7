"""Each rule of the house style finds what it is for, says where and what to do, and leaves good notebooks alone."""

import nbformat
import pytest
import toy
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from gradschool.staff.authoring import rules, rules_lesson
from gradschool.staff.authoring.lint import errors, lint_lesson, lint_source
from gradschool.staff.course.layout import Course
from gradschool.staff.course.notebooks import METADATA, dumps, normalise
from gradschool.staff.course.trouble import CourseError


def text(source, name="a01-text"):
    return new_markdown_cell(source, id=name)


def code(source, name="a01-code", outputs=(), count=None, tags=()):
    cell = new_code_cell(source, id=name, outputs=list(outputs), execution_count=count)
    if tags:
        cell.metadata["tags"] = list(tags)
    return cell


def graded(source, name="a01-q1-check"):
    return toy.graded(new_code_cell(source), name, points=1)


def answer(source, name="a01-q1-slope"):
    return toy.graded(new_code_cell(source), name, solution=True)


def other_grade_id(cell, grade_id):
    cell.metadata.nbgrader["grade_id"] = grade_id
    return cell


def stdout(words):
    return new_output("stream", name="stdout", text=words)


def figure(alt):
    return new_output("display_data", {"image/png": "iVBORw0="}, metadata={"image/png": {"alt": alt}} if alt else {})


ERROR = new_output("error", ename="ValueError", evalue="no", traceback=[])

BROKEN = [
    (rules.ids_say_where_a_cell_is, [text("words", "cell-938593c4a215c6cc")]),
    (rules.ids_say_where_a_cell_is, [text("words", "a02-title")]),
    (rules.ids_are_unique, [text("one", "a01-x"), text("two", "a01-x")]),
    (rules.prose_has_no_banned_words, [text("You just call it.")]),
    (rules.prose_has_no_banned_words, [text("Obviously, it works")]),
    (rules.prose_has_no_banned_words, [text("Well done \U0001f389")]),
    (rules.headings_do_not_skip, [text("# Title\n\n### Too deep")]),
    (rules.headings_do_not_skip, [text("# Title"), text("# Another")]),
    (rules.headings_do_not_skip, [text("no title")]),
    (rules.images_have_alt_text, [text("![](curve.png)")]),
    (rules.images_have_alt_text, [text('<img src="curve.png">')]),
    (rules.images_have_alt_text, [text('<img src="curve.png" alt="">')]),
    (rules.code_prints_no_verdicts, [code("print('Expected: 12')")]),
    (rules.code_prints_no_verdicts, [code("print(f'✓ {x}')")]),
    (rules.sources_have_no_outputs, [code("1", outputs=[stdout("1")])]),
    (rules.grade_ids_are_unique, [graded("f()"), other_grade_id(graded("f()", "a01-q2-check"), "a01-q1-check")]),
    (rules.grade_ids_match_cell_ids, [other_grade_id(graded("f()"), "a01-q9-check")]),
    (rules.regions_are_closed, [answer("### BEGIN SOLUTION\nx = 1")]),
    (rules.regions_are_closed, [answer("### END SOLUTION\n### BEGIN SOLUTION")]),
    (rules.regions_are_closed, [code("### BEGIN SOLUTION\nx = 1\n### END SOLUTION")]),
    (rules.regions_are_closed, [code("### BEGIN HIDDEN TESTS\nf()\n### END HIDDEN TESTS")]),
    (rules.answers_hide_their_solution, [answer("x = 1")]),
    (rules.graded_cells_end_in_a_call, [graded("slope(2.0) == 12")]),
    (rules.graded_cells_end_in_a_call, [graded("assert slope(2.0) == 12")]),
    (rules.graded_cells_end_in_a_call, [graded("# nothing")]),
    (rules.graded_cells_end_in_a_call, [graded("check.value(")]),
    (rules.graded_cells_are_quiet, [graded("import sys\nprint(1, file=sys.stderr)")]),
    (rules.graded_cells_are_quiet, [graded("warnings.warn('no')")]),
    (rules.graded_cells_hide_no_errors, [graded("try:\n    f()\nexcept:\n    g()")]),
    (rules.graded_cells_hide_no_errors, [graded("try:\n    f()\nexcept ValueError:\n    pass")]),
    (rules.graded_cells_import_what_they_need, [graded("check.value(x, 1)")]),
    (rules.graded_cells_import_what_they_need, [graded("from gradschool import check\ncheck.value(x, torch.ones(2))")]),
    (rules_lesson.cells_are_short, [code("x = 1\n" * 21)]),
    (rules_lesson.cells_are_short, [code("x = 1\n" * 6, f"a01-{n}") for n in range(3)]),
    (rules_lesson.cells_are_short, [code("x = 1\n" * (13 if n < 2 else 1), f"a01-{n}") for n in range(10)]),
    (rules_lesson.outputs_repeat, [code("f", outputs=[stdout("<function f at 0x7f3a5c1b2e80>")])]),
    (rules_lesson.outputs_repeat, [code("f", outputs=[stdout("saved in /home/me/course/x.pt")])]),
    (rules_lesson.outputs_repeat, [code("f", outputs=[stdout("C:\\Users\\me")])]),
    (rules_lesson.outputs_repeat, [code("f", outputs=[new_output("stream", name="stderr", text="careful")])]),
    (rules_lesson.outputs_repeat, [code("f", outputs=[ERROR])]),
    (rules_lesson.outputs_come_from_one_run, [code("1", count=2)]),
    (rules_lesson.outputs_come_from_one_run, [code("1")]),
    (rules_lesson.outputs_are_all_compared, [code("# NBVAL_IGNORE_OUTPUT\n1")]),
    (rules_lesson.outputs_are_all_compared, [code("1", tags=["nbval-skip"])]),
    (rules_lesson.figures_have_alt_text, [code("f", outputs=[figure("")]), text("Reading the figure: it grows.")]),
    (rules_lesson.figures_have_alt_text, [code("f", outputs=[figure("a curve")]), text("Next.")]),
    (rules_lesson.readers_predict, [text("<details>a</details>")]),
    (rules_lesson.lessons_state_their_minutes, [text("# Title")]),
    (rules_lesson.lessons_have_a_length, [text("# Title")]),
]


def broken_id(case):
    return case.__name__ if callable(case) else ""


@pytest.mark.parametrize(("rule", "cells"), BROKEN, ids=broken_id)
def test_a_broken_rule_is_found_and_the_finding_says_what_to_do(rule, cells):
    nb = new_notebook()
    nb.cells = cells  # given to new_notebook, a duplicate id would be mended
    found = list(rule(nb, "a01-"))
    assert found
    for cell, what, remedy in found:
        assert cell == "" or cell in {c.id for c in cells} | {"a01-q1-check"}
        assert what and remedy and "\n" not in what + remedy


def test_every_rule_has_a_test_in_which_it_finds_something():
    every = {*rules.SOURCE, *rules_lesson.LESSON, *rules_lesson.LESSON_PARTS}
    assert every == {rule for rule, _ in BROKEN}


def lesson_cells():
    cells = [text("# 01 · Slopes\n\nMinutes: 40", "l01-title"), text("## One", "l01-one")]
    for n in range(1, 20):
        cells.append(text(f"### Part {n}\n\n<details><summary>Predict</summary>`just` $magic$</details>", f"l01-t{n}"))
        cells.append(code(f"print({n})", f"l01-c{n}", [stdout(f"{n}\n")], n))
    cells.append(code("1 / 0", "l01-raises", [ERROR], 20, ["raises-exception"]))
    cells.append(code("picture", "l01-picture", [figure("a parabola")], 21))
    cells.append(text("Reading the figure: it is a parabola.\n\n```python\n# just a comment\n```", "l01-reading"))
    return cells


def write_lesson(folder, cells):
    path = folder / "notebooks" / "01_slopes.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text(dumps(normalise(new_notebook(cells=cells, metadata=METADATA), outputs=True)), encoding="utf-8")
    return path


def test_a_good_lesson_has_no_findings(tmp_path):
    assert lint_lesson(Course(tmp_path), write_lesson(tmp_path, lesson_cells())) == []


def test_a_good_source_has_no_findings(tmp_path):
    assert lint_source(toy.make_course(tmp_path), toy.NAME) == []


def test_a_short_lesson_is_only_a_warning(tmp_path):
    found = lint_lesson(Course(tmp_path), write_lesson(tmp_path, lesson_cells()[:20]))
    assert [str(f) for f in found] == ["notebooks/01_slopes.ipynb: warning: 20 cells; lessons have 40 to 90"]
    assert errors(found) == []


def test_a_lesson_that_was_saved_in_another_form_is_found(tmp_path):
    path = write_lesson(tmp_path, lesson_cells())
    nb = nbformat.read(path, as_version=4)
    nb.metadata.language_info["version"] = "3.12.1"
    path.write_text(dumps(nb), encoding="utf-8")
    assert [f.what for f in lint_lesson(Course(tmp_path), path)] == ["not in normal form"]


def test_the_start_page_need_not_have_predictions(tmp_path):
    path = write_lesson(tmp_path, [text("# Start here", "l00-title")])
    assert lint_lesson(Course(tmp_path), path.rename(path.with_name("00_start_here.ipynb"))) == []


@pytest.mark.parametrize("twin", ["01_toy.py", "01_toy.md", "notes.ipynb", "helpers/extra.py"])
def test_a_text_twin_beside_a_source_is_found(tmp_path, twin):
    course = toy.make_course(tmp_path)
    path = course.source / toy.NAME / twin
    path.parent.mkdir(exist_ok=True)
    path.write_text("x = 1")
    [found] = lint_source(course, toy.NAME)
    assert str(found).startswith(f"source/01_toy/{twin}: lies beside a source")


def test_a_data_file_beside_a_source_is_allowed(tmp_path):
    course = toy.make_course(tmp_path)
    (course.source / toy.NAME / "points.csv").write_text("1,2\n")
    assert lint_source(course, toy.NAME) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"not json", "not JSON, line 1"),
        (b"[1, 2]", "JSON of another kind"),
        (b'{"nbformat": 4, "nbformat_minor": 5}', "not a valid notebook"),
        (b'{"nbformat": 4, "nbformat_minor": 2, "metadata": {}, "cells": []}', "format 4.5"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_a_file_that_is_no_notebook_gives_one_clear_line(tmp_path, content, says):
    course = toy.make_course(tmp_path)
    course.source_notebook(toy.NAME).write_bytes(content)
    with pytest.raises(CourseError) as caught:
        lint_source(course, toy.NAME)
    message = str(caught.value)
    assert message.startswith("source/01_toy/01_toy.ipynb: ") and says in message and "\n" not in message
