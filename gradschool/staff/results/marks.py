"""The marks of one submission, and how they are read from an executed notebook where there is no gradebook."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from nbformat import NotebookNode

from gradschool.staff.course.markers import grade_id


@dataclass(frozen=True)
class Marks:
    """One submission's marks.

    `grades` goes from the id of each graded cell of the assignment to the points, the maximum and whether there is no
    mark yet; `answers` holds the ids of all answer cells, `unanswered` of those that were left as they came.
    """

    grades: dict[str, tuple[float, float, bool]]
    answers: tuple[str, ...]
    unanswered: set[str] = field(default_factory=set)


def marks_in(executed: Iterable[NotebookNode], assignment: Iterable[NotebookNode]) -> Marks:
    """Read the marks from the outputs of executed cells, by the rules by which nbgrader reads them.

    Parameters
    ----------
    executed : iterable of NotebookNode
        The cells of the executed notebook.
    assignment : iterable of NotebookNode
        The assignment's own cells, each with a grade id, answer cells as they were handed out.
    """
    done = {grade_id(cell): cell for cell in executed}
    own = {name: cell for cell in assignment if (name := grade_id(cell)) is not None}
    grades: dict[str, tuple[float, float, bool]] = {}
    answers, unanswered = [], set()
    for name, cell in own.items():
        flags, there = cell.metadata.nbgrader, done.get(name)
        untouched = there is None or there.source == cell.source
        if flags.solution:
            answers.append(name)
            if there is not None and untouched:
                unanswered.add(name)
        if flags.get("task") or (flags.grade and not flags.solution and cell.cell_type != "code"):
            grades[name] = (0.0, float(flags.points), True)
        elif flags.grade and flags.solution:
            grades[name] = (0.0, float(flags.points), not untouched)
        elif flags.grade:
            outputs = [] if there is None else there.outputs
            grades[name] = (_earned(outputs, float(flags.points)), float(flags.points), False)
    return Marks(grades, tuple(sorted(answers)), unanswered)


def _earned(outputs: Iterable[NotebookNode], most: float) -> float:
    """The points of a check: none for an error or a line on stderr, part of them for a number as result, else all."""
    for output in outputs:
        if output.output_type == "error" or (output.output_type == "stream" and output.name == "stderr"):
            return 0.0
        if output.output_type == "execute_result":
            return _partial(output.data["text/plain"], most)
    return most


def _partial(text: str, most: float) -> float:
    """What a result is worth: itself where it is a number from 0 to `most`, else all points."""
    try:
        value = float(text)
    except ValueError:
        return most
    return value if 0 <= value <= most else most
