"""Show a progress bar, but only for work that takes long."""

import time
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.progress import Progress

PATIENCE = 2.0  # seconds


def track(items: Sequence, what: str, console: Console | None = None, patience: float = PATIENCE) -> Iterator:
    """Give the items one by one; after `patience` seconds, show a progress bar on stderr until the last."""
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
