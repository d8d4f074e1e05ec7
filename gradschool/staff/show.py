"""Graded results as tables on a terminal: one submission, or a class."""

from collections import defaultdict
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gradschool.staff.results import RIGHT, Exercise, Result

STYLES = {"right": "green", "partly": "yellow"}


def marks(points: float, most: float) -> str:
    """ "3 / 4", with decimals only where there are any."""
    return f"{points:g} / {most:g}"


def show_result(result: Result, console: Console) -> None:
    """Print one submission: exercise, marks, mistake and where to read on; then what to do about each lost point."""
    table = Table(title=result.assignment, title_justify="left", title_style="bold")
    table.add_column("Exercise", ratio=3)
    table.add_column("Marks", justify="right", no_wrap=True)
    table.add_column("Mistake", overflow="fold")
    table.add_column("Read on", ratio=2)
    for number, exercise in enumerate(result.exercises, 1):
        style = STYLES.get(exercise.status, "red")
        mark = Text(marks(exercise.points, exercise.max_points), style)
        table.add_row(Text(f"{number} · {exercise.title}"), mark, Text(_mistake(exercise)), Text(exercise.read or ""))
    table.add_section()
    table.add_row("Total", Text(marks(result.points, result.max_points), "bold"), "", "")
    console.print(table)
    for number, exercise in enumerate(result.exercises, 1):
        if exercise.status != RIGHT:
            console.print(Text(f"{number} · {_advice(exercise)}"))


def show_class(results: list[Result], failures: dict[str, str], console: Console) -> None:
    """Print what an instructor sees: students against exercises, then the named mistakes by frequency."""
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


def count_mistakes(results: Iterable[Result]) -> list[tuple[str, int, list[str]]]:
    """For each named mistake: how many students showed it, and in which exercises; the most frequent first."""
    students, keys = defaultdict(set), defaultdict(set)
    for result in results:
        for exercise in result.exercises:
            if exercise.mistake:
                students[exercise.mistake].add(result.student)
                keys[exercise.mistake].add(exercise.key)
    ranked = sorted(students, key=lambda mistake: (-len(students[mistake]), mistake))
    return [(mistake, len(students[mistake]), sorted(keys[mistake])) for mistake in ranked]


def _mistake(exercise: Exercise) -> str:
    return exercise.mistake or ("" if exercise.status in ("right", "wrong", "partly") else exercise.status)


def _advice(exercise: Exercise) -> str:
    named = f"{exercise.mistake}: {exercise.meaning}" if exercise.meaning else None
    return ". ".join(part.rstrip(".") for part in (exercise.message, named, exercise.do) if part) + "."
