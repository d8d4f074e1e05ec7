"""The command `gradschool`. What a command needs is imported when it runs, so that `gradschool --help` answers at once."""

from __future__ import annotations

import os
import sys
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gradschool import __version__
from gradschool.staff.course.layout import Course, find_course
from gradschool.staff.course.trouble import CourseError

if TYPE_CHECKING:
    from rich.console import Console

# jsonschema uses it, where it can be imported, to check IRIs, which no notebook holds; it takes most of a second.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None is how Python marks "not to be found"


class OneLineErrors(click.Group):
    """A group in which a CourseError is a message on stderr and exit status 2, not a stack trace."""

    def invoke(self, ctx: click.Context):
        try:
            return super().invoke(ctx)
        except CourseError as error:
            click.echo(f"gradschool: {error}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("gradschool: stopped; what is done is kept, and the same command goes on from there", err=True)
            ctx.exit(130)


class StaffCommand(click.Command):
    """A command that needs nbgrader and what comes with it: without the extra "staff", one line and exit status 2."""

    def invoke(self, ctx: click.Context):
        if find_spec("nbgrader") is None:
            click.echo(f"{ctx.command_path} needs the extra \"staff\": pip install 'gradschool[staff]'", err=True)
            ctx.exit(2)
        return super().invoke(ctx)


@click.group(cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gradschool")
def main():
    """The course on PyTorch autograd: work on assignments, grade them, build them.

    Run it anywhere inside your clone of the course. An ASSIGNMENT is a number (1 or 01) or a full name.
    """


@main.command()
@click.argument("names", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option("--check", is_flag=True, help="Write nothing; exit with 2 if what is built is stale.")
@click.option("--lessons", is_flag=True, help="Run lessons instead, and store their outputs.")
def build(names, check, lessons):
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
def new():
    """Begin a lesson or an exercise; nothing that is there is overwritten."""


@new.command()
@click.argument("number")
@click.argument("name")
def lesson(number, name):
    """Make a lesson and its assignment, for example: 11 my_topic."""
    from gradschool.staff.authoring import skeleton

    click.echo("\n".join(skeleton.new_lesson(find_course(), number, name)))
    click.echo(f"Next: gradschool new exercise {number} q1 name-of-the-answer")


@new.command()
@click.argument("number")
@click.argument("question")
@click.argument("name")
def exercise(number, question, name):
    """Add a question to an assignment, for example: 11 q3 total-derivative."""
    from gradschool.staff.authoring import skeleton

    click.echo("\n".join(skeleton.new_exercise(find_course(), number, question, name)))
    click.echo(
        "A mistake that it should name goes into gradschool/diagnose/catalogue.py: NAME, meaning, remedy, section."
    )
    click.echo("Give it to a check as mistakes={NAME: function}, and to a wrong answer as its first line.")
    click.echo(f"Next: write what stands at each TODO; gradschool build {number} says what is missing")


@main.command()
@click.option("--beside", metavar="ASSIGNMENT", help="Put the current release beside your copy instead.")
def work(beside):
    """Put the released assignments in work/.

    Each is put there once; what is there already is never overwritten.
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
def try_(assignment):
    """Grade your own copy in work/.

    Hidden checks are included, and nothing is recorded in a gradebook.
    """
    from gradschool.staff.learner.trial import try_assignment
    from gradschool.staff.terminal.results import show_result

    course, console = find_course(), Console(highlight=False)
    result = try_assignment(course, course.assignment(assignment), say=_progress)
    show_result(result, console)


@main.command()
@click.argument("assignment")
@click.option("--students", multiple=True, metavar="ID[,ID…]", help="Only these; all that submitted by default.")
@click.option("--workers", type=click.IntRange(1), help="Submissions at a time; as many as there are cores by default.")
@click.option("--scheduler", metavar="ADDRESS", help="Execute on the workers of this Dask scheduler instead.")
@click.option("--force", is_flag=True, help="Grade again what is graded.")
@click.option("--no-sandbox", is_flag=True, help="Go on where a wall of the sandbox is missing; the result says so.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def grade(assignment, students, workers, scheduler, force, no_sandbox, as_json):
    """Grade what students submitted, many at a time.

    Marks go into the gradebook and files into autograded/, as nbgrader autograde puts them. A run that was stopped goes
    on where it was when it is started again. The exit status is 0 only if every submission was graded.
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
    with grading_run.Shown(Console(stderr=True)) as progress:
        summary = run.grade(course, course.assignment(assignment), options, progress, say=progress.say)
    if as_json:
        click.echo(json.dumps(grading_run.as_data(summary), indent=1))
    else:
        grading_run.show(summary, Console(highlight=False))
    sys.exit(0 if summary.ok else 1)


@main.command()
def demo():
    """Grade a small sample class, as an instructor would."""
    from gradschool.staff.report.write import write_report
    from gradschool.staff.samples import demo as sample
    from gradschool.staff.terminal.results import show_class

    course, console = find_course(), Console(highlight=False)
    graded = sample.grade_demo_class(course, sample.ASSIGNMENT, say=_progress)
    show_class(graded.results, graded.failures, console)
    page = next(graded.feedback.rglob("*.html"))
    console.print(f"\nFeedback pages, one a student: {course.shown(graded.feedback)}/", soft_wrap=True)
    console.print(f"Open one in a browser: {page.as_uri()}", soft_wrap=True)
    [written] = write_report(Course(course.root / sample.FOLDER), sample.ASSIGNMENT)
    console.print(f"Report on the class: {written.as_uri()}", soft_wrap=True)
    console.print(f"Made by: gradschool report {sample.ASSIGNMENT[:2]} --course {sample.FOLDER}", soft_wrap=True)


@main.command()
@click.argument("assignment")
@click.option("--course", "folder", metavar="FOLDER", help="The course; by default the one that you are in.")
@click.option("--output", metavar="FILE", help="The page; by default report/NN_slug.html in the course.")
@click.option("--json", "json_file", metavar="FILE", help="Write the report as data, too.")
@click.option("--csv", "csv_file", metavar="FILE", help="Write a table with one row for each student, too.")
@click.option("--anonymous", is_flag=True, help="Number the students, and leave out whatever could name one.")
def report(assignment, folder, output, json_file, csv_file, anonymous):
    """Write a report on a graded class: one HTML page.

    It shows marks, exercises, named mistakes, who may need help, and what was not graded.
    """
    from gradschool.staff.report.write import write_report
    from gradschool.staff.terminal.progress import track

    course = find_course(folder)
    if folder and course.root != Path(folder).resolve():
        raise CourseError(f"{folder}: not a course folder (no {course.config.name} in it)")
    name = course.assignment(assignment)
    read = partial(track, what=f"Reading {name}")
    for path in write_report(course, name, output, json_file, csv_file, anonymous, read):
        click.echo(course.shown(path))


@main.command()
def doctor():
    """Check that this machine is ready (exit status 1 if not)."""
    from gradschool.staff.doctor import BAD, OK, examine

    console, findings = Console(highlight=False), examine()
    styles = {"ok": "green", "note": "yellow", "bad": "red"}
    for finding in findings:
        console.print(Text.assemble((f"{finding.level:<5}", styles[finding.level]), finding.text), soft_wrap=True)
        if finding.level != OK:
            console.print(Text(f"     → {finding.remedy}"), soft_wrap=True)
    sys.exit(any(finding.level == BAD for finding in findings))


def _progress(line: str) -> None:
    click.echo(line, err=True)


if __name__ == "__main__":
    main()
