"""What one submission may use while it is graded: the defaults; nbgrader_config.py sets the course's own values."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Limits:
    """Limits of one submission; each counts all processes and threads of its student side together.

    cell_seconds: wall time of one cell, with what it calls on the student side.
    submission_seconds: wall time from the start to the written result; a cell that has not run by then scores nothing.
    cpu_seconds: processor time of the student side.
    memory_mb: memory of the student side, in MB of 2^20 bytes; files are counted apart, as scratch_mb.
    scratch_mb: files that it writes, /tmp and /dev/shm included.
    files: how many files it may have there.
    processes: processes and threads, beyond the `threads` that torch uses.
    threads: threads that torch computes with.
    cell_output, notebook_output: bytes of output that are kept of a cell, and of the notebook.
    message_mb: size of one answer on the channel.
    """

    cell_seconds: float = 30
    submission_seconds: float = 60
    cpu_seconds: float = 60
    memory_mb: int = 2048
    scratch_mb: int = 64
    files: int = 5000
    processes: int = 64
    threads: int = 1
    cell_output: int = 1_000_000
    notebook_output: int = 5_000_000
    message_mb: int = 64

    def as_dict(self) -> dict[str, Any]:
        """Return the limits by name, as they are sent to another process."""
        return asdict(self)
