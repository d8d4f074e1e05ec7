"""Which names the cells on the judge side see: the assignment's, Python's own, and behind these the student's."""

import builtins
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from gradschool.staff.judge.plan import STUDENTS, Step

# The owner of names that the instructor's own cells define; those of the student belong to STUDENTS.
OURS = "ours"


class Builtins(dict[str, Any]):
    """Python's built-in names; a name that is not there either is asked for with `find`."""

    def __init__(self) -> None:
        super().__init__(vars(builtins))
        self.find: Callable[[str], Any] | None = None

    def __missing__(self, name: str) -> Any:
        if self.find is None:
            raise KeyError(name)
        return self.find(name)


class Names:
    """The names of one notebook on the judge side.

    Parameters
    ----------
    namespace : dict
        The names that cells on this side define. From now on its built-in names are those of this object.
    """

    def __init__(self, namespace: dict[str, Any]):
        self.namespace, self.builtins = namespace, Builtins()
        namespace["__builtins__"] = self.builtins
        # By name, whose cell defines it: OURS or STUDENTS
        self.owners: dict[str, str] = {}
        # What locked cells define, which both sides have
        self.given: dict[str, Any] = {}

    def note_owner(self, step: Step) -> None:
        """Note whose the names are that a cell of the instructor's copy defines; drop the student's from this side."""
        owner = STUDENTS if step.kind == STUDENTS else OURS
        for name in step.binds:
            self.owners[name] = owner
            if owner == STUDENTS:
                self.builtins.pop(name, None)
                self.namespace.pop(name, None)
                self.given.pop(name, None)

    def note_given(self, step: Step) -> None:
        """Note the functions and classes that a locked cell has defined on both sides."""
        self.given |= {name: self.namespace[name] for name in step.binds if callable(self.namespace.get(name))}

    @contextmanager
    def students_behind(self, get: Callable[[str], Any]) -> Iterator[None]:
        """While the block runs, look up names that no cell of ours defines on the student side, with `get`."""

        def find(name: str) -> Any:
            if self.owners.get(name) == OURS:
                raise KeyError(name)
            return get(name)

        self.builtins.find = find
        try:
            yield
        finally:
            self.builtins.find = None
