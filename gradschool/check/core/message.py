"""The one error that a check raises, and how it looks in a notebook."""

import sys
import textwrap
import traceback
from pathlib import Path
from types import TracebackType

import torch

from gradschool.diagnose.catalogue import CATALOGUE, earlier

NOT_THE_STUDENTS = (str(Path(__file__).resolve().parents[2]), str(Path(torch.__file__).resolve().parent))
WIDTH = 100  # columns: JupyterLab breaks what is longer than its page in the middle of a word
TEXT = 12  # column in which the texts of a message begin


class CheckFailed(AssertionError):
    """An answer that does not pass: a headline, then at most six lines that say why.

    Parameters
    ----------
    headline : str
        What is wrong, in one line.
    mistake : str, optional
        A name in `gradschool.diagnose.catalogue`, which then supplies meaning and remedy.
    call, got, expected : str, optional
        The student's call, what it gave, and what it should have given.
    do : str, optional
        The remedy where no mistake is named.
    instead : str, optional
        A remedy for this question, which also takes the place of a named mistake's own.
    read : str, optional
        Where to read, written "01 · Section title".

    Attributes
    ----------
    lines : list of str
        The message.
    mistake : str or None
        The name that was given.
    """

    def __init__(self, headline, *, mistake=None, call=None, got=None, expected=None, do=None, instead=None, read=None):
        self.mistake = mistake
        self.headline, self.facts = headline, {"call": call, "got": got, "expected": expected}
        meaning = None
        if mistake is not None:
            entry = CATALOGUE[mistake]
            meaning, do, read = f"{mistake}: {entry.meaning}", entry.do, earlier(entry.read, read)
        self.read = read
        if read is not None:
            lesson, _, section = read.partition(" · ")
            read = f'lesson {lesson}, "{section}"'
        do = instead or do
        details = {"call": call, "got": got, "expected": expected, "mistake": meaning, "do": do, "read": read}
        self.lines = [_one_line(headline)]
        self.lines += [f"  {key:<{TEXT - 3}} {_one_line(text)}" for key, text in details.items() if text]
        super().__init__("\n".join(self.lines))

    def unnamed(self, do: str, read: str | None = None) -> "CheckFailed":
        """The same failure with this advice in place of a name that does not fit here."""
        return type(self)(self.headline, **self.facts, do=do, read=read)

    def advised(self, do: str) -> "CheckFailed":
        """The same failure, name included, with this advice."""
        return type(self)(self.headline, mistake=self.mistake, **self.facts, instead=do, read=self.read)

    def _render_traceback_(self) -> list[str]:
        """What IPython prints: the student's own traceback if their code raised, then the message, folded to fit.

        The frames of the check itself teach nothing, so they are left out.
        """
        shown = [] if self.__cause__ is None else [*students_traceback(self.__cause__), ""]
        headline, *rest = self.lines
        return [*shown, *(part for line in (f"{type(self).__name__}: {headline}", *rest) for part in _folded(line))]


def students_traceback(error: BaseException) -> list[str]:
    """The traceback of `error` without the frames of this package and of PyTorch: what the student wrote."""
    if (told := getattr(error, "told_elsewhere", None)) is not None:
        return told
    kept = None
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        if not frame.f_code.co_filename.startswith(NOT_THE_STUDENTS):
            # the last instruction only places a marker inside the line
            kept = TracebackType(kept, frame, frame.f_lasti, line)
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        return shell.InteractiveTB.structured_traceback(type(error), error, kept)
    return "".join(traceback.format_exception(type(error), error, kept)).splitlines()


def _one_line(text: str) -> str:
    return " ".join(str(text).split())


def _folded(line: str) -> list[str]:
    """`line` in lines of at most `WIDTH` columns where words allow it, the later ones under the text of the first."""
    indent = " " * TEXT
    return textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def clip(text: str, width: int = WIDTH) -> str:
    """`text` on one line of at most `width` characters: for values, which can be of any length."""
    return textwrap.shorten(text, width, placeholder=" …")
