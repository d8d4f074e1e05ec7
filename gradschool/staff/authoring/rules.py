"""The house style of every notebook and of assignment sources, as small functions.

Each rule takes a notebook and the prefix of its cell ids ("l01-", "a01-") and yields (cell id, what is wrong, what to
do) for each place where it is broken.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator

from nbformat import NotebookNode

from gradschool.staff.course.markers import MARKERS

Findings = Iterator[tuple[str, str, str]]
Rule = Callable[[NotebookNode, str], Findings]

MODULES = {"check", "torch", "np", "numpy", "math", "plt", "nn", "F"}
BANNED = re.compile(r"\b(just|simply|obviously|magic)\b", re.IGNORECASE)
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\ufe0f]")
FENCE = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
LEFT = re.compile(r"\bTODO\b:? *([^|\n]*?)[ *;.]*(?=$|\||\n)")


def code_cells(nb: NotebookNode) -> list[NotebookNode]:
    return [c for c in nb.cells if c.cell_type == "code"]


def text_cells(nb: NotebookNode) -> list[NotebookNode]:
    return [c for c in nb.cells if c.cell_type == "markdown"]


def graded_cells(nb: NotebookNode) -> list[NotebookNode]:
    """Cells of automatic checks: graded, and not answered by the student."""
    return [c for c in code_cells(nb) if nbgrader_of(c).get("grade") and not nbgrader_of(c).get("solution")]


def nbgrader_of(cell: NotebookNode) -> NotebookNode:
    return cell.metadata.get("nbgrader", NotebookNode())


def _parse(cell: NotebookNode) -> ast.Module | None:
    try:
        return ast.parse(cell.source)
    except SyntaxError:
        return None


def _prose(cell: NotebookNode) -> str:
    """The cell's text without code, formulas and HTML tags."""
    text = FENCE.sub(" ", cell.source)
    return re.sub(r"`[^`]*`|\$\$.*?\$\$|\$[^$\n]*\$|<[^>]+>|\]\([^)]*\)", " ", text, flags=re.DOTALL)


# Every notebook


def ids_say_where_a_cell_is(nb: NotebookNode, prefix: str) -> Findings:
    pattern = re.compile(re.escape(prefix) + r"[a-z0-9]+(-[a-z0-9]+)*")
    for cell in nb.cells:
        if not pattern.fullmatch(cell.id):
            yield cell.id, f"cell id is not of the form {prefix}words-that-say-what-it-is", "rename it"


def ids_are_unique(nb: NotebookNode, prefix: str) -> Findings:
    for name, n in Counter(c.id for c in nb.cells).items():
        if n > 1:
            yield name, f"{n} cells have this id", "rename all but one"


def prose_has_no_banned_words(nb: NotebookNode, prefix: str) -> Findings:
    for cell in text_cells(nb):
        for word in sorted({m.group().lower() for m in BANNED.finditer(_prose(cell))}):
            yield cell.id, f'the word "{word}"', "say it without"
        if EMOJI.search(_prose(cell)):
            yield cell.id, "an emoji", "take it out"


def headings_do_not_skip(nb: NotebookNode, prefix: str) -> Findings:
    depth = 0
    titles = 0
    for cell in text_cells(nb):
        for mark in re.findall(r"^(#{1,6}) ", FENCE.sub("", cell.source), re.MULTILINE):
            titles += len(mark) == 1
            if len(mark) > depth + 1:
                yield cell.id, f"a heading of level {len(mark)} after level {depth}", f"make it level {depth + 1}"
            depth = len(mark)
    if titles != 1:
        yield "", f"{titles} headings of level 1", "have one, the title"


def images_have_alt_text(nb: NotebookNode, prefix: str) -> Findings:
    for cell in text_cells(nb):
        text = FENCE.sub("", cell.source)
        tags = [t for t in re.findall(r"<img\b[^>]*>", text) if not re.search(r"""\balt=["']\s*[^"'\s]""", t)]
        if tags or re.search(r"!\[\s*\]\(", text):
            yield cell.id, "an image without alt text", "say in words what it shows"


def code_prints_no_verdicts(nb: NotebookNode, prefix: str) -> Findings:
    for cell in code_cells(nb):
        tree = _parse(cell)
        calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call)] if tree else []
        printed = [n for n in calls if isinstance(n.func, ast.Name) and n.func.id == "print"]
        texts = [c.value for p in printed for c in ast.walk(p) if isinstance(c, ast.Constant)]
        for text in texts:
            if isinstance(text, str) and re.search(r"[✓✔✅]|\bexpected\b", text, re.IGNORECASE):
                yield cell.id, f"prints {text.strip()!r} whatever happened", "compare the numbers with check instead"


def nothing_is_left_to_write(nb: NotebookNode, prefix: str) -> Findings:
    """A skeleton says with TODO what its author has to write."""
    for cell in nb.cells:
        if left := [text or "what its TODO says" for text in LEFT.findall(cell.source)]:
            yield cell.id, f"still to write: {' · '.join(left)}", "put it in the place of each TODO"


# Assignment sources


def sources_have_no_outputs(nb: NotebookNode, prefix: str) -> Findings:
    for cell in code_cells(nb):
        if cell.outputs:
            yield cell.id, "has stored outputs", "clear them"


def grade_ids_are_unique(nb: NotebookNode, prefix: str) -> Findings:
    for name, n in Counter(nbgrader_of(c).get("grade_id") for c in nb.cells).items():
        if name and n > 1:
            yield name, f"{n} cells have this grade id", "rename all but one"


def grade_ids_match_cell_ids(nb: NotebookNode, prefix: str) -> Findings:
    for cell in nb.cells:
        grade_id = nbgrader_of(cell).get("grade_id")
        if grade_id and grade_id != cell.id:
            yield cell.id, f'its grade id is "{grade_id}"', "make them the same"


def regions_are_closed(nb: NotebookNode, prefix: str) -> Findings:
    for cell in nb.cells:
        found = [m for line in cell.source.split("\n") for m in MARKERS if m in line]
        for begin, end in (MARKERS[:2], MARKERS[2:]):
            mine = [m for m in found if m in (begin, end)]
            if mine != [begin, end] * (len(mine) // 2):
                yield cell.id, f'"{begin}" and "{end}" do not pair', "close each region that is opened"
        is_answer, is_check = nbgrader_of(cell).get("solution"), nbgrader_of(cell).get("grade")
        if MARKERS[0] in found and not is_answer:
            yield cell.id, "a solution in a cell that is no answer cell", "mark the cell solution: true"
        if MARKERS[2] in found and not is_check:
            yield cell.id, "hidden checks in a cell that is not graded", "mark the cell grade: true"


def answers_hide_their_solution(nb: NotebookNode, prefix: str) -> Findings:
    for cell in code_cells(nb):
        if nbgrader_of(cell).get("solution") and MARKERS[0] not in cell.source:
            yield cell.id, "an answer cell with no solution", f"put it between ### {MARKERS[0]} and ### {MARKERS[1]}"


def graded_cells_end_in_a_call(nb: NotebookNode, prefix: str) -> Findings:
    """Anything that a graded cell shows is partial credit to nbgrader, even NaN or text."""
    for cell in graded_cells(nb):
        tree = _parse(cell)
        if tree is None:
            yield cell.id, "is not Python", "correct the syntax"
        elif not (tree.body and isinstance(tree.body[-1], ast.Expr) and isinstance(tree.body[-1].value, ast.Call)):
            yield cell.id, "does not end in a call", "end it with a check.… call, which returns None"


def graded_cells_are_quiet(nb: NotebookNode, prefix: str) -> Findings:
    """nbgrader gives no points for a graded cell that writes to stderr."""
    for cell in graded_cells(nb):
        tree = _parse(cell)
        names = {ast.unparse(n) for n in ast.walk(tree) if isinstance(n, ast.Name | ast.Attribute)} if tree else set()
        for name in sorted(names & {"sys.stderr", "warnings.warn", "logging.warning", "logging.error"}):
            yield cell.id, f"uses {name}, which costs the student the points", "take it out"


def graded_cells_hide_no_errors(nb: NotebookNode, prefix: str) -> Findings:
    for cell in graded_cells(nb):
        tree = _parse(cell)
        for handler in [n for n in ast.walk(tree) if isinstance(n, ast.ExceptHandler)] if tree else []:
            if handler.type is None:
                yield cell.id, "a bare except", "name the exception that is meant"
            elif all(isinstance(s, ast.Pass) for s in handler.body):
                yield cell.id, "except … pass, which a stub would get through", "check what was raised"


def graded_cells_import_what_they_need(nb: NotebookNode, prefix: str) -> Findings:
    """A student may rename or overwrite what the setup cell imported."""
    for cell in graded_cells(nb):
        tree = _parse(cell)
        if tree is None:
            continue
        nodes = list(ast.walk(tree))
        imports = [n for n in nodes if isinstance(n, ast.Import | ast.ImportFrom)]
        bound = {(a.asname or a.name).split(".")[0] for i in imports for a in i.names}
        used = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        for name in sorted((used & MODULES) - bound):
            yield cell.id, f"uses {name} without importing it", "import it in this cell"


EVERY = (
    ids_say_where_a_cell_is,
    ids_are_unique,
    prose_has_no_banned_words,
    headings_do_not_skip,
    images_have_alt_text,
    code_prints_no_verdicts,
    nothing_is_left_to_write,
)
SOURCE = (
    *EVERY,
    sources_have_no_outputs,
    grade_ids_are_unique,
    grade_ids_match_cell_ids,
    regions_are_closed,
    answers_hide_their_solution,
    graded_cells_end_in_a_call,
    graded_cells_are_quiet,
    graded_cells_hide_no_errors,
    graded_cells_import_what_they_need,
)
