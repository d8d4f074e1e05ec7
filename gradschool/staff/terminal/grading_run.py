"""Print the progress of `gradschool grade`, and a summary at the end."""

import statistics
import time
from dataclasses import asdict

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from gradschool.staff.grading.run import Summary

EVERY = 5.0  # seconds between lines, where no live bar can be shown
BARS, WIDEST = 10, 40  # bars of the distribution, and characters of the longest
SLOWEST = 5  # submissions that are named


class Shown:
    """A context manager that shows progress: a live bar on a terminal, elsewhere a line every few seconds."""

    def __init__(self, console: Console):
        self.console = console
        self._started = self._told = time.monotonic()
        rate, left = TextColumn("{task.fields[rate]}"), TimeRemainingColumn()
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, left)
        self._bar = Progress(*columns, console=console) if console.is_terminal else None
        self._task: TaskID | None = None

    def __enter__(self) -> "Shown":
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_) -> None:
        if self._bar is not None:
            self._bar.stop()

    def say(self, line: str) -> None:
        """Print a line, above the bar if there is one."""
        self.console.print(Text(line), soft_wrap=True)

    def __call__(self, summary: Summary) -> None:
        """Show how far `summary` has come."""
        now = time.monotonic()
        rate = summary.done / max(now - self._started, 1e-9)
        told = f"{rate:.1f} a second" if rate >= 0.1 else f"{60 * rate:.1f} a minute"
        told += f", {len(summary.failed)} failed" if summary.failed else ""
        if self._bar is not None:
            if self._task is None:
                self._task = self._bar.add_task(summary.assignment, total=summary.total, rate="")
            self._bar.update(self._task, completed=summary.done, rate=told)
        elif now - self._told >= EVERY:
            self._told = now
            left = f", about {(summary.total - summary.done) / rate:.0f} s left" if summary.done else ""
            self.console.print(f"{summary.done} of {summary.total} ({told}{left})", highlight=False)


def show(summary: Summary, console: Console) -> None:
    """Print the summary of a run."""
    graded = len(summary.marks)
    counts = [f"{graded} graded"]
    counts += [f"{len(summary.manual)} need manual grading"] if summary.manual else []
    counts += [f"{len(summary.failed)} failed"] if summary.failed else []
    counts += [f"{len(summary.skipped)} graded before (--force grades them again)"] if summary.skipped else []
    seconds = f" in {summary.wall_seconds:.1f} s" if summary.done else ""
    console.print(Text(f"{summary.assignment}: {', '.join(counts)}{seconds}", "bold"), soft_wrap=True)
    if graded > 1:
        _distribution(summary, console)
        slow = sorted(summary.seconds.items(), key=lambda pair: -pair[1])[:SLOWEST]
        told = ", ".join(f"{student} {taken:.1f} s" for student, taken in slow)
        console.print(Text(f"Slowest: {told}"), soft_wrap=True)
    for student, why in summary.stopped.items():
        console.print(Text(f"{student}: stopped in {why}", "yellow"), soft_wrap=True)
    for student, why in summary.failed.items():
        console.print(Text(f"{student}: not graded: {why}; the file is kept as it came", "red"), soft_wrap=True)
    if summary.done and not summary.sandbox:
        console.print(Text("No sandbox: what student code did on this machine was not confined", "yellow"))
    console.print(Text(f"Log: {summary.log}"), soft_wrap=True)


def _distribution(summary: Summary, console: Console) -> None:
    """Print the distribution of the marks: a bar for each tenth of the points."""
    marks, most = list(summary.marks.values()), summary.max_points or 1
    counts = [0] * BARS
    for mark in marks:
        counts[min(int(BARS * mark / most), BARS - 1)] += 1
    middle = statistics.median(marks)
    table = Table(title=f"Marks, of {most:g} points: median {middle:g}, mean {statistics.fmean(marks):.1f}", box=None)
    table.title_justify = "left"
    for heading in ("from", "to", "students"):
        table.add_column(heading, justify="right")
    table.add_column("")
    for number, count in enumerate(counts):
        bar = "█" * round(WIDEST * count / max(counts))
        table.add_row(f"{most * number / BARS:g}", f"{most * (number + 1) / BARS:g}", str(count), Text(bar, "cyan"))
    console.print(table)


def as_data(summary: Summary) -> dict:
    """Return the summary as plain data, for scripts."""
    return asdict(summary) | {"ok": summary.ok, "graded": len(summary.marks)}
