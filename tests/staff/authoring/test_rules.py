"""Each rule of the house style finds what it is for, says where it is and what to do."""

import pytest
from authoring_support import HINTS, TITLE, answer, code, figure, graded, stdout, text, whole_source
from nbformat.v4 import new_notebook, new_output

from gradschool.staff.authoring import rules, rules_lesson, rules_question


def other_grade_id(cell, grade_id):
    cell.metadata.nbgrader["grade_id"] = grade_id
    return cell


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
    (rules.nothing_is_left_to_write, [text("The slope is TODO: a number.")]),
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
    (rules_question.questions_are_whole, [text("# Title", "a01-title")]),
    (rules_question.questions_are_whole, [text("## Question 1", "a01-q1-text"), answer("x = 1")]),
    (rules_question.questions_have_hints, [answer("x = 1")]),
    (rules_question.questions_have_hints, [text("<summary>Hint 1</summary>", "a01-q1-hints")]),
    (rules_question.points_are_told, [text("# Title", "a01-title"), graded("f()")]),
    (rules_question.points_are_told, [text("# Title\n\n**Points:** 2", "a01-title"), graded("f()")]),
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
        assert cell == "" or cell in {c.id for c in cells} | {"a01-q1-check", "a01-q1-hints", "a01-q1-…"}
        assert what and remedy and "\n" not in what + remedy


def test_every_rule_has_a_test_in_which_it_finds_something():
    every = {*rules.SOURCE, *rules_lesson.LESSON, *rules_lesson.LESSON_PARTS, *rules_question.QUESTION}
    assert every == {rule for rule, _ in BROKEN}


def broken_whole(cell_id, source):
    """What the rules on questions say of the whole toy assignment when one of its cells has another text."""
    nb = whole_source()
    [cell] = [cell for cell in nb.cells if cell.id == cell_id]
    cell.source = source
    return [finding for rule in rules_question.QUESTION for finding in rule(nb, "a01-")]


def test_a_whole_assignment_lacks_nothing():
    assert broken_whole("a01-q1-hints", HINTS) == []


@pytest.mark.parametrize(
    ("cell_id", "source", "finding"),
    [
        (
            "a01-title",
            TITLE.replace("| 2 | its square | 3 |\n", ""),
            ("a01-title", "the points table has no row for question 2", "add the row | 2 | what you write | 3 |"),
        ),
        (
            "a01-title",
            TITLE.replace("| its square | 3 |", "| its square | 4 |"),
            ("a01-title", "the points table gives question 2 4, its checks 3", "correct it"),
        ),
        (
            "a01-title",
            TITLE + "| 3 | more | 1 |\n",
            ("a01-title", "the points table has a row for question 3, which is not there", "take it out"),
        ),
        (
            "a01-title",
            TITLE.replace("**Points:** 6", "**Points:** 7"),
            (
                "a01-title",
                "the title does not say **Points:** 6",
                "write it beside what is needed and the minutes",
            ),
        ),
        (
            "a01-q2-text",
            "## 2 · Square any number (2 points)",
            ("a01-q2-text", "its heading does not say (3 points)", "end the heading with it"),
        ),
        (
            "a01-q2-hidden",
            "require(square, 2, 4)",
            (
                "a01-q2-…",
                "question 2 has no hidden check",
                "make a graded cell a01-q2-hidden with ### BEGIN HIDDEN TESTS",
            ),
        ),
        (
            "a01-q1-hints",
            HINTS.replace("<summary>Hint 3", "<summary>Trick 3"),
            (
                "a01-q1-hints",
                "question 1 has 2 of 3 folded hints",
                "write <details><summary>Hint 1: the idea</summary> …",
            ),
        ),
    ],
)
def test_what_an_assignment_lacks_is_named_once(cell_id, source, finding):
    assert broken_whole(cell_id, source) == [finding]


def test_what_is_left_to_write_is_one_line_a_cell():
    nb = new_notebook(cells=[text("| 1 | TODO: the first | 2 |\n\nTODO: the *second*.\n\n# TODO")])
    [(_, what, _)] = rules.nothing_is_left_to_write(nb, "a01-")
    assert what == "still to write: the first · the *second · what its TODO says"
