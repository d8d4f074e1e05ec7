"""Reduce the output of a hidden check to what a student may see: never its inputs or its expected values."""

from nbformat import NotebookNode
from nbformat.v4 import new_output

from gradschool.staff.course.markers import BEGIN_HIDDEN_TESTS
from gradschool.staff.course.trouble import CELL_TIMEOUT
from gradschool.staff.results import check_messages

UNANSWERED = "There is no answer here yet."
RAISED = "Your code stopped with this error in a hidden check; the visible checks above may show why."
TOO_SLOW = "Your code took too long in a hidden check and was stopped; look for an endless loop."
WARNED = "Your code wrote to stderr in a hidden check, which costs its points. Remove the cause of the warning."
PASSED = "The hidden check passed.\n"


def has_hidden_checks(cell: NotebookNode) -> bool:
    """Return whether an autograded cell is a check of the assignment with a hidden region in it."""
    metadata = cell.metadata.get("nbgrader", {})
    return bool(metadata.get("grade")) and cell.cell_type == "code" and BEGIN_HIDDEN_TESTS in cell.source


def reduced(error: NotebookNode) -> tuple[str, str]:
    """Return name and text of an error, without anything that tells of the hidden check that raised it."""
    if error.ename == "CheckFailed":
        return error.ename, check_messages.public(error.evalue)
    sentences = {"NotImplementedError": UNANSWERED, CELL_TIMEOUT: TOO_SLOW}
    return error.ename, sentences.get(error.ename, RAISED)


def errors_of(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Return the error outputs of a cell; if it took too long only that error, not the interrupt that stopped it."""
    errors = [output for output in outputs if output.output_type == "error"]
    return [error for error in errors if error.ename == CELL_TIMEOUT] or errors


def public_outputs(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Return the outputs of a hidden check that a student may see: its errors, reduced, or one line.

    Everything else is dropped, because a student's function that prints its arguments prints the hidden inputs.
    """
    errors = [reduced(error) for error in errors_of(outputs)]
    if errors:
        return [_error(name, text) for name, text in errors]
    if any(output.output_type == "stream" and output.name == "stderr" for output in outputs):
        return [new_output("stream", name="stderr", text=WARNED + "\n")]
    return [new_output("stream", name="stdout", text=PASSED)]


def _error(name: str, text: str) -> NotebookNode:
    return new_output("error", ename=name, evalue=text, traceback=f"{name}: {text}".splitlines())
