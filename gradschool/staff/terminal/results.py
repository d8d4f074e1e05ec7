"""Print graded results as tables: one submission, or a class."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gradschool.staff.results.exercises import PARTLY, RIGHT, WRONG, Exercise, Result, count_mistakes, marks

STYLES = {"right": "green", "partly": "yellow"}


def show_result(result: Result, console: Console) -> None:
    """Print one submission: the marks of each question, then what the checks said where points were lost."""
    table = Table(title=result.assignment, title_justify="left", title_style="bold")
    table.add_column("Question")
    for heading in ("Visible", "Hidden", "Marks"):
        table.add_column(heading, justify="right", no_wrap=True)
    for number, exercise in enumerate(result.exercises, 1):
        mark = Text(marks(exercise.points, exercise.max_points), STYLES.get(exercise.status, "red"))
        table.add_row(Text(f"{number} · {exercise.title}"), *_both_kinds(exercise), mark)
    table.add_section()
    table.add_row("Total", "", "", Text(marks(result.points, result.max_points), "bold"))
    console.print(table)
    for number, exercise in enumerate(result.exercises, 1):
        if exercise.status != RIGHT:
            _show_loss(number, exercise, console)


def show_class(results: list[Result], failures: dict[str, str], console: Console) -> None:
    """Print a class: a table of students by exercises, then the named mistakes, the most frequent first."""
    exercises = results[0].exercises if results else ()
    table = Table(title=results[0].assignment if results else None, title_justify="left", title_style="bold")
    table.add_column("Student", no_wrap=True)
    for number, exercise in enumerate(exercises, 1):
        table.add_column(f"{number}\n/{exercise.max_points:g}", justify="right", no_wrap=True)
    table.add_column(f"Total\n/{results[0].max_points:g}" if results else "Total", justify="right", no_wrap=True)
    table.add_column("Mistakes named", overflow="fold")
    for result in sorted(results, key=lambda result: (-result.points, result.student)):
        cells = [Text(f"{e.points:g}", STYLES.get(e.status, "red")) for e in result.exercises]
        named = dict.fromkeys(exercise.mistake for exercise in result.exercises if exercise.mistake)
        table.add_row(result.student, *cells, Text(f"{result.points:g}", "bold"), ", ".join(named))
    console.print(table)
    for number, exercise in enumerate(exercises, 1):
        console.print(Text(f"{number} · {exercise.title} ({exercise.key})"))
    if counted := count_mistakes(results):
        console.print("\n[bold]Named mistakes[/bold]")
        for mistake, students, keys in counted:
            console.print(Text(f"  {students} of {len(results)} students  {mistake} in {', '.join(keys)}"))
    for line in failures.values():
        console.print(Text(line, "red"))


def _both_kinds(exercise: Exercise) -> tuple[str, str]:
    """Return the marks of the visible and of the hidden checks; "" where a question has no such check."""
    hidden, hidden_most = exercise.hidden_points, exercise.hidden_max
    visible, visible_most = exercise.points - hidden, exercise.max_points - hidden_most
    return _mark_of(visible, visible_most), _mark_of(hidden, hidden_most)


def _mark_of(points: float, most: float) -> str:
    return marks(points, most) if most else ""


def _show_loss(number: int, exercise: Exercise, console: Console) -> None:
    """Print what the checks of one question said, laid out as in a notebook and wrapped to the terminal."""
    console.print(Text(f"\n{number} · {exercise.message or exercise.status}", "bold"))
    mistake = ": ".join(part for part in (exercise.mistake, exercise.meaning) if part)
    said = {"call": exercise.call, "got": exercise.got, "expected": exercise.expected, "mistake": mistake}
    details = Table.grid(padding=(0, 2, 0, 0))
    details.add_column(min_width=10)
    details.add_column(overflow="fold")
    for key, text in (said | {"do": exercise.do, "read": exercise.read, "more": _more(number, exercise)}).items():
        if text:
            details.add_row(Text(f"  {key}"), Text(text))
    console.print(details)


def _more(number: int, exercise: Exercise) -> str | None:
    """Return how a student can see more than the terminal shows, or None."""
    if exercise.status not in (PARTLY, WRONG):
        return None
    if exercise.max_points - exercise.points == exercise.hidden_max - exercise.hidden_points:
        return f"The visible checks pass. Call your function of question {number} with other inputs, as hidden ones do."
    return f"Run the answer and check cells of question {number} in your notebook."
