"""The command `gradschool`. Each command imports what it needs when it runs, so that `gradschool --help` is quick."""

from __future__ import annotations

import os
import sys
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gradschool import __version__
from gradschool.staff.course.layout import Course, find_course
from gradschool.staff.course.trouble import CourseError

if TYPE_CHECKING:
    from rich.console import Console

# jsonschema uses it, where it can be imported, to check IRIs, which no notebook holds; it takes most of a second.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


class OneLineErrors(click.Group):
    """A group in which a CourseError is a message on stderr and exit status 2, not a stack trace."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except CourseError as error:
            click.echo(f"gradschool: {error}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("gradschool: stopped; what is done is kept, and the same command goes on from there", err=True)
            ctx.exit(130)


class StaffCommand(click.Command):
    """A command for which the extra "staff" must be installed: without it, one line and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command if nbgrader, which brings the rest of the extra with it, is there."""
        if find_spec("nbgrader") is None:
            click.echo(f"{ctx.command_path} needs the extra \"staff\": pip install 'gradschool[staff]'", err=True)
            ctx.exit(2)
        return super().invoke(ctx)


@click.group(cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gradschool")
def main() -> None:
    """The course on PyTorch autograd: work on assignments, grade them, build them.

    Run it anywhere inside the folder of the course. An ASSIGNMENT is a number (1 or 01) or a full name.

    Students need work, try and doctor. The other commands are for those who teach or write the course; they need the
    extra "staff": pip install 'gradschool[staff]'
    """


@main.command(cls=StaffCommand)
@click.argument("names", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option("--check", is_flag=True, help="Write nothing; exit status 2 if release/ or solutions/ is out of date.")
@click.option("--lessons", is_flag=True, help="Run lessons instead, and store their outputs in them.")
def build(names: tuple[str, ...], check: bool, lessons: bool) -> None:
    """Build release/ and solutions/ from source/ (all assignments by default)."""
    from gradschool.staff.authoring import build as building

    if lessons and check:
        raise click.UsageError("--check is for assignments; nbval compares the outputs of lessons")
    if lessons:
        changed = building.build_lessons(names or None)
    else:
        changed = building.build(names or None, check=check)
    click.echo("\n".join(changed) or "Everything was up to date.")


@main.group()
def new() -> None:
    """Begin a lesson or an exercise; nothing that is there is overwritten."""


@new.command(cls=StaffCommand)
@click.argument("number")
@click.argument("name")
def lesson(number: str, name: str) -> None:
    """Make a lesson and its assignment, for example: 11 my_topic."""
    from gradschool.staff.authoring import skeleton

    click.echo("\n".join(skeleton.new_lesson(find_course(), number, name)))
    click.echo(f"Next: gradschool new exercise {number} q1 name-of-the-answer")


@new.command(cls=StaffCommand)
@click.argument("number")
@click.argument("question")
@click.argument("name")
def exercise(number: str, question: str, name: str) -> None:
    """Add a question to an assignment, for example: 11 q3 total-derivative."""
    from gradschool.staff.authoring import skeleton

    click.echo("\n".join(skeleton.new_exercise(find_course(), number, question, name)))
    click.echo(
        "A mistake that it should name goes into gradschool/diagnose/named_mistakes.py: NAME, meaning, remedy, section."
    )
    click.echo("Give it to a check as mistakes={NAME: function}, and to a wrong answer as its first line.")
    click.echo(f"Next: write what stands at each TODO; gradschool build {number} says what is missing")


@main.command()
@click.option("--beside", metavar="ASSIGNMENT", help="Put a newer release of it beside your copy.")
def work(beside: str | None) -> None:
    """Put your own copies of the assignments in work/.

    A copy that is there already is never overwritten.
    """
    from gradschool.staff.learner import copies

    course = find_course()
    if beside:
        folder = copies.place_beside(course, course.assignment(beside))
        click.echo(f"{course.shown(folder)}: the current release; your own copy is untouched")
        return
    for copy in copies.place(course):
        shown = course.shown(copy.folder)
        if copy.state == copies.NEW:
            click.echo(f"{shown}: ready to work on")
        elif copy.state == copies.NEWER:
            number = copy.name[:2]
            click.echo(f"{shown}: a newer release exists; see it beside yours with: gradschool work --beside {number}")


@main.command(name="try")
@click.argument("assignment")
def try_(assignment: str) -> None:
    """Mark your own copy in work/, and say what to mend.

    The hidden checks run too if they are here, in source/. Nothing is recorded anywhere.
    """
    from gradschool.staff.learner.trial import try_assignment
    from gradschool.staff.terminal.results import show_result

    course, console = find_course(), _console()
    trial = try_assignment(course, course.assignment(assignment), say=_progress)
    show_result(trial.result, console)
    if trial.not_run:
        told = f"The hidden checks ({trial.not_run:g} points) were not run: only your instructor has them."
        console.print(f"\n{told}", soft_wrap=True)


@main.command(cls=StaffCommand)
@click.argument("assignment")
@click.option(
    "--students", multiple=True, metavar="ID[,ID…]", help="Grade only these students (default: all that submitted)."
)
@click.option(
    "--workers", type=click.IntRange(1), help="How many submissions to run at a time (default: the number of cores)."
)
@click.option("--scheduler", metavar="ADDRESS", help="Run the submissions on the workers of this Dask scheduler.")
@click.option("--force", is_flag=True, help="Also grade again what is graded already.")
@click.option("--no-sandbox", is_flag=True, help="Grade even if part of the sandbox is missing; the result says so.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def grade(
    assignment: str,
    students: tuple[str, ...],
    workers: int | None,
    scheduler: str | None,
    force: bool,
    no_sandbox: bool,
    as_json: bool,
) -> None:
    """Grade what students submitted, many at a time.

    Marks go into the gradebook and files into autograded/, as nbgrader autograde puts them. A run that was stopped goes
    on from there when you start it again. The exit status is 0 only if every submission was graded.
    """
    import json

    course = find_course()
    if scheduler is None and hasattr(os, "fork"):
        from gradschool.staff.judge.worker import judge_side

        judge_side.get()  # it imports torch while this process imports nbgrader
    from gradschool.staff.grading import run
    from gradschool.staff.terminal import grading_run

    ids = tuple(name.strip() for part in students for name in part.split(",") if name.strip())
    options = run.Options(ids, workers, scheduler, force, sandbox=not no_sandbox)
    with grading_run.Shown(_console(stderr=True)) as progress:
        summary = run.grade(course, course.assignment(assignment), options, progress, say=progress.say)
    if as_json:
        click.echo(json.dumps(grading_run.as_data(summary), indent=1))
    else:
        grading_run.show(summary, _console())
    sys.exit(0 if summary.ok else 1)


@main.command(cls=StaffCommand)
def demo() -> None:
    """Grade a small sample class and show what an instructor sees."""
    from gradschool.staff.report.write import write_report
    from gradschool.staff.samples import demo as sample
    from gradschool.staff.terminal.results import show_class

    course, console = find_course(), _console()
    graded = sample.grade_demo_class(course, sample.ASSIGNMENT, say=_progress)
    show_class(graded.results, graded.failures, console)
    page = next(graded.feedback.rglob("*.html"))
    console.print(f"\nFeedback pages, one a student: {course.shown(graded.feedback)}/", soft_wrap=True)
    console.print(f"Open one in a browser: {page.as_uri()}", soft_wrap=True)
    [written] = write_report(Course(course.root / sample.FOLDER), sample.ASSIGNMENT)
    console.print(f"Report on the class: {written.as_uri()}", soft_wrap=True)
    console.print(f"Made by: gradschool report {sample.ASSIGNMENT[:2]} --course {sample.FOLDER}", soft_wrap=True)


@main.command(cls=StaffCommand)
@click.argument("assignment")
@click.option(
    "--course", "folder", metavar="FOLDER", help="The folder of the course (default: the course that you are in)."
)
@click.option("--output", metavar="FILE", help="Where to write the page (default: report/NN_slug.html).")
@click.option("--json", "json_file", metavar="FILE", help="Also write the report as data.")
@click.option("--csv", "csv_file", metavar="FILE", help="Also write a table with one row for each student.")
@click.option("--anonymous", is_flag=True, help="Number the students, and leave out whatever could identify one.")
def report(
    assignment: str,
    folder: str | None,
    output: str | None,
    json_file: str | None,
    csv_file: str | None,
    anonymous: bool,
) -> None:
    """Write a report on a graded class: one HTML page.

    It shows marks, exercises, named mistakes, who may need help, and what was not graded.
    """
    from gradschool.staff.report.write import write_report
    from gradschool.staff.terminal.progress import track

    course = Course(Path(folder).resolve()) if folder else find_course()
    if not course.config.is_file():
        raise CourseError(f"{folder}: not a course folder (no {course.config.name} in it)")
    name = course.assignment(assignment)
    read = partial(track, what=f"Reading {name}")
    for path in write_report(course, name, output, json_file, csv_file, anonymous, read):
        click.echo(course.shown(path))


@main.command()
@click.option("--student", is_flag=True, help="Check only what a student needs.")
def doctor(student: bool) -> None:
    """Check that this machine is ready, and say what to mend.

    The exit status is 1 if something must be mended.
    """
    from rich.text import Text

    from gradschool.staff.doctor import BAD, OK, examine, examine_for_student

    console, findings = _console(), examine_for_student() if student else examine()
    styles = {"ok": "green", "note": "yellow", "bad": "red"}
    for finding in findings:
        console.print(Text.assemble((f"{finding.level:<5}", styles[finding.level]), finding.text), soft_wrap=True)
        if finding.level != OK:
            console.print(Text(f"     → {finding.remedy}"), soft_wrap=True)
    sys.exit(any(finding.level == BAD for finding in findings))


def _console(stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


def _progress(line: str) -> None:
    click.echo(line, err=True)


if __name__ == "__main__":
    main()
