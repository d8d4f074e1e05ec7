"""A progress bar for what takes long, and nothing at all for what does not."""

import time
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.progress import Progress

PATIENCE = 2.0  # seconds


def track(items: Sequence, what: str, console: Console | None = None, patience: float = PATIENCE) -> Iterator:
    """Give the items; once that has taken `patience` seconds, a bar on stderr says how far it is until the end."""
    started, bar = time.monotonic(), None
    try:
        for done, item in enumerate(items):
            if bar is None and time.monotonic() - started > patience:
                bar = Progress(console=console or Console(stderr=True), transient=True)
                bar.start()
                task = bar.add_task(what, total=len(items))
            if bar is not None:
                bar.update(task, completed=done)
            yield item
    finally:
        if bar is not None:
            bar.stop()
