"""Compare the cost of a submission in the first tenth of a long run with its cost in the last tenth."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest import mock

from nbconvert.exporters import NotebookExporter
from sqlalchemy import Engine, event


class Pace:
    """A progress callback that reads `clock`, in seconds, after each submission."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock, self._readings = clock, []

    def __call__(self, summary) -> None:
        while len(self._readings) < summary.done:
            self._readings.append(self._clock())

    def tenths(self) -> tuple[float, float]:
        """Return seconds for a submission in the first tenth (after the start of the workers) and in the last."""
        count, readings = max(len(self._readings) // 10, 1), self._readings
        warm = min(len(readings) // 20, 20)
        return (readings[warm + count] - readings[warm]) / count, (readings[-1] - readings[-1 - count]) / count


@contextmanager
def statements() -> Iterator[Callable[[], float]]:
    """Give a clock that runs only while a database executes a statement of this process; commits do not count."""
    spent, started = [0.0], [0.0]

    def before(*_) -> None:
        started[0] = time.perf_counter()

    def after(*_) -> None:
        spent[0] += time.perf_counter() - started[0]

    listeners = {"before_cursor_execute": before, "after_cursor_execute": after}
    for name, listener in listeners.items():
        event.listen(Engine, name, listener)
    try:
        yield lambda: spent[0]
    finally:
        for name, listener in listeners.items():
            event.remove(Engine, name, listener)


@contextmanager
def conversions() -> Iterator[Callable[[], float]]:
    """Give a clock that runs only while this process converts a notebook (nbgrader's preprocessors, nbconvert)."""
    spent, convert = [0.0], NotebookExporter.from_notebook_node

    def timed(*given, **named):
        started = time.perf_counter()
        try:
            return convert(*given, **named)
        finally:
            spent[0] += time.perf_counter() - started

    with mock.patch.object(NotebookExporter, "from_notebook_node", timed):
        yield lambda: spent[0]
