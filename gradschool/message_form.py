"""The form of a failed check's message, written and read in this one place.

A message is a headline, then one line for each detail that was given: two spaces, a keyword, and a text that begins in
column 12. The line of a named mistake holds its name, a colon and what the mistake is.

This module stands outside of `gradschool.check` because importing that loads PyTorch, and nbgrader's processes, which
only read messages, start without it.
"""

import re
from dataclasses import dataclass

TEXT = 12  # the column in which the texts of details begin
KEYWORDS = ("call", "got", "expected", "mistake", "do", "read")
DETAIL = re.compile(rf"  ({'|'.join(KEYWORDS)}) +(.*)")


@dataclass(frozen=True)
class Message:
    """The parts of a message; a part that was not given is None. `meaning` says what the named `mistake` is."""

    headline: str
    call: str | None = None
    got: str | None = None
    expected: str | None = None
    mistake: str | None = None
    meaning: str | None = None
    do: str | None = None
    read: str | None = None


def write(message: Message) -> list[str]:
    """Return the lines of a message, each part on one line."""
    named = f"{message.mistake}: {message.meaning}" if message.meaning else message.mistake
    texts = {key: named if key == "mistake" else getattr(message, key) for key in KEYWORDS}
    details = [f"  {key:<{TEXT - 3}} {_one_line(text)}" for key, text in texts.items() if text]
    return [_one_line(message.headline), *details]


def parse(text: str) -> Message:
    """Split the text of a `CheckFailed` into its parts; lines that are no detail are left out.

    text: `str(error)`, or the `evalue` of an error output.
    """
    headline, *rest = text.splitlines() or [""]
    details: dict[str, str | None] = {
        found[1]: found[2].strip() for line in rest if (found := DETAIL.fullmatch(line)) is not None
    }
    if named := details.get("mistake"):
        name, _, meaning = named.partition(":")
        details |= {"mistake": name.strip(), "meaning": meaning.strip() or None}
    return Message(headline.strip(), **details)


def _one_line(text: str) -> str:
    return " ".join(str(text).split())
