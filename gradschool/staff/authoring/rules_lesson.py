"""The house style of lessons, as small functions of the same form as those in `rules`."""

from __future__ import annotations

import re
from statistics import median

from nbformat import NotebookNode

from gradschool.staff.authoring.rules import EVERY, Findings, code_cells, text_cells

ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}")
ABSOLUTE_PATH = re.compile(r"(?<![\w.:/<)])/(?:[\w.-]+/)+[\w.-]+|\b[A-Z]:\\\w+|site-packages")


def cells_are_short(nb: NotebookNode, prefix: str) -> Findings:
    counts = {c.id: sum(bool(line.strip()) for line in c.source.split("\n")) for c in code_cells(nb)}
    for cell, lines in counts.items():
        if lines > 20:
            yield cell, f"{lines} lines of code", "split it: one idea a cell, 20 lines at most"
    if counts and median(counts.values()) > 5:
        yield "", f"half of the code cells are over {median(counts.values()):g} lines", "bring the median to 5"
    if counts and sum(n <= 12 for n in counts.values()) < 0.9 * len(counts):
        yield "", "more than one code cell in ten is over 12 lines", "split the longest"


def outputs_repeat(nb: NotebookNode, prefix: str) -> Findings:
    for cell in code_cells(nb):
        for output in cell.outputs:
            text = str(output.get("text", "")) + str(output.get("evalue", "")) + "".join(output.get("traceback", []))
            text += str(output.get("data", {}).get("text/plain", ""))
            if output.get("name") == "stderr":
                yield cell.id, "stored output on stderr", "remove what causes it and run the lesson again"
            if ADDRESS.search(text):
                yield cell.id, "a memory address in the output", "show something that is the same in every run"
            if ABSOLUTE_PATH.search(text):
                yield cell.id, "a path of one machine in the output", "show something that is the same everywhere"
            if output.output_type == "error" and "raises-exception" not in cell.metadata.get("tags", []):
                yield cell.id, f"raises {output.ename}", "correct it, or tag it raises-exception if that is the point"


def outputs_come_from_one_run(nb: NotebookNode, prefix: str) -> Findings:
    """Without a count nbval takes a cell as never run and compares nothing."""
    run = [c for c in code_cells(nb) if c.source.strip()]
    for n, cell in enumerate(run, start=1):
        if cell.execution_count != n:
            yield cell.id, "its output is not from a clean run", f"run gradschool build --lessons {prefix[1:3]}"
            return


def outputs_are_all_compared(nb: NotebookNode, prefix: str) -> Findings:
    if prefix == "l00-":  # the start page says what this machine has
        return
    for cell in code_cells(nb):
        tags = " ".join(cell.metadata.get("tags", [])).upper().replace("-", "_")
        if re.search(r"NBVAL_(IGNORE|SKIP)", tags + cell.source.upper()):
            yield cell.id, "is kept from being compared", "make its output repeat exactly"


def figures_have_alt_text(nb: NotebookNode, prefix: str) -> Findings:
    for i, cell in enumerate(nb.cells):
        for output in cell.get("outputs", []):
            kinds = [k for k in output.get("data", {}) if k.startswith("image/")]
            if "image/svg+xml" in kinds and "<title" in output.data["image/svg+xml"]:
                kinds.remove("image/svg+xml")
            if any(not str(output.metadata.get(kind, {}).get("alt", "")).strip() for kind in kinds):
                yield cell.id, "a figure without alt text", 'show it with plots.describe(fig, "what it shows")'
            below = nb.cells[i + 1].source if i + 1 < len(nb.cells) else ""
            if output.get("data", {}).keys() & {"image/png"} and "Reading the figure:" not in below:
                yield cell.id, "a figure with no sentence under it", 'begin the next cell "Reading the figure:"'


def readers_predict(nb: NotebookNode, prefix: str) -> Findings:
    n = sum(c.source.count("<details") for c in text_cells(nb))
    if n < 3:
        yield "", f"{n} predictions with a folded answer (<details>)", "have at least three"


def lessons_state_their_minutes(nb: NotebookNode, prefix: str) -> Findings:
    if not any(re.search(r"\bMinutes\W*\d+", c.source) for c in nb.cells[:3]):
        yield "", "does not say how long it takes", 'write "Minutes: 40" in one of the first cells'


def lessons_have_a_length(nb: NotebookNode, prefix: str) -> Findings:
    if not 40 <= len(nb.cells) <= 90:
        yield "", f"{len(nb.cells)} cells", "lessons have 40 to 90"


LESSON = (
    *EVERY,
    cells_are_short,
    outputs_repeat,
    outputs_come_from_one_run,
    figures_have_alt_text,
)
LESSON_PARTS = (outputs_are_all_compared, readers_predict, lessons_state_their_minutes, lessons_have_a_length)
WARNINGS = {lessons_have_a_length}
