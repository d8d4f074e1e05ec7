"""The one error that a check raises, and how a notebook shows it."""

import sys
import textwrap
import traceback
from pathlib import Path
from types import TracebackType
from typing import Self

import torch

from gradschool.diagnose.named_mistakes import CATALOGUE, earlier
from gradschool.message_form import TEXT, Message, write

NOT_THE_STUDENTS = (str(Path(__file__).resolve().parents[2]), str(Path(torch.__file__).resolve().parent))
WIDTH = 100  # columns: JupyterLab breaks what is longer than its page in the middle of a word


class CheckFailed(AssertionError):
    """An answer that does not pass: a headline, then at most six lines that say why.

    Parameters
    ----------
    headline : str
        What is wrong, in one line.
    mistake : str, optional
        A name in `gradschool.diagnose.named_mistakes`, which then supplies meaning and remedy.
    call, got, expected : str, optional
        The student's call, what it gave, and what it should have given.
    do : str, optional
        The remedy where no mistake is named.
    instead : str, optional
        A remedy for this question, which also replaces a named mistake's own.
    read : str, optional
        Where to read, written "01 · Section title".

    Attributes
    ----------
    lines : list of str
        The message, in the form of `gradschool.message_form`.
    mistake : str or None
        The name that was given.
    facts : dict
        `call`, `got` and `expected`, as they were given.

    Raises KeyError for a mistake that the catalogue does not have.
    """

    def __init__(
        self,
        headline: str,
        *,
        mistake: str | None = None,
        call: str | None = None,
        got: str | None = None,
        expected: str | None = None,
        do: str | None = None,
        instead: str | None = None,
        read: str | None = None,
    ) -> None:
        self.mistake = mistake
        self.headline, self.facts = headline, {"call": call, "got": got, "expected": expected}
        meaning = None
        if mistake is not None:
            entry = CATALOGUE[mistake]
            meaning, do, read = entry.meaning, entry.do, earlier(entry.read, read)
        self.read = read
        if read is not None:
            lesson, _, section = read.partition(" · ")
            read = f'lesson {lesson}, "{section}"'
        self.lines = write(Message(headline, call, got, expected, mistake, meaning, instead or do, read))
        super().__init__("\n".join(self.lines))

    def unnamed(self, do: str, read: str | None = None) -> Self:
        """Return the same failure without the name of its mistake, which does not fit here, and with this advice."""
        return type(self)(self.headline, **self.facts, do=do, read=read)

    def advised(self, do: str) -> Self:
        """Return the same failure, its mistake's name included, with this advice."""
        return type(self)(self.headline, mistake=self.mistake, **self.facts, instead=do, read=self.read)

    def _render_traceback_(self) -> list[str]:
        """Return what IPython prints: the traceback of the student's own code if it raised, then the message.

        Long lines are folded. The frames of the check itself are left out: they teach nothing.
        """
        shown = [] if self.__cause__ is None else [*students_traceback(self.__cause__), ""]
        headline, *rest = self.lines
        return [*shown, *(part for line in (f"{type(self).__name__}: {headline}", *rest) for part in _folded(line))]


def students_traceback(error: BaseException) -> list[str]:
    """Return the traceback of `error` without the frames of this package and of PyTorch: what the student wrote."""
    told: list[str] | None = getattr(error, "told_elsewhere", None)
    if told is not None:
        return told
    kept: TracebackType | None = None
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        if not frame.f_code.co_filename.startswith(NOT_THE_STUDENTS):
            # the last instruction only places a marker inside the line
            kept = TracebackType(kept, frame, frame.f_lasti, line)
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        rendered: list[str] = shell.InteractiveTB.structured_traceback(type(error), error, kept)
        return rendered
    return "".join(traceback.format_exception(type(error), error, kept)).splitlines()


def _folded(line: str) -> list[str]:
    """Break `line` between words, at `WIDTH` columns; later lines begin under the text of the first."""
    indent = " " * TEXT
    return textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def clip(text: str, width: int = WIDTH) -> str:
    """Return `text` on one line of at most `width` characters, its end left out: values can be of any length."""
    return textwrap.shorten(text, width, placeholder=" …")
