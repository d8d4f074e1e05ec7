"""Whether this process is in a box, told by its process namespace: code that must run only in a box calls this first.

Whoever makes a box notes its own namespace in the environment of the box. A process is in a box when the note is there
and names another namespace than the process's own, so a note that was inherited or forged elsewhere proves nothing.
"""

import os

VARIABLE = "GRADSCHOOL_OUTSIDE"


def own() -> str:
    """Name this process's process namespace, such as "pid:[4026531836]"."""
    return os.readlink("/proc/self/ns/pid")


def inside() -> bool:
    """Whether this process runs in a box, which has a process namespace of its own."""
    outside = os.environ.get(VARIABLE)
    return outside is not None and own() != outside


def require_inside(what: str) -> None:
    """Raise RuntimeError unless this process runs in a box; `what` would do harm elsewhere."""
    if not inside():
        raise RuntimeError(f"refused outside a box with a process namespace of its own: {what}")
