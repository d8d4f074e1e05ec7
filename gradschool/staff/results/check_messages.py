"""Read the text of a failed check, and say what a student may see of it."""

import re
from dataclasses import dataclass

KEYS = ("call", "got", "expected", "mistake", "do", "read")
PRIVATE = ("call", "got", "expected")
DETAIL = re.compile(rf"  ({'|'.join(KEYS)}) +(.*)")


@dataclass(frozen=True)
class Message:
    """The parts of a `CheckFailed` message; a part that was not given is None."""

    headline: str
    call: str | None = None
    got: str | None = None
    expected: str | None = None
    mistake: str | None = None
    meaning: str | None = None
    do: str | None = None
    read: str | None = None


def parse(text: str) -> Message:
    """Split the text of a `CheckFailed` into its parts.

    Parameters
    ----------
    text : str
        `str(error)`, or an error output's `evalue`: a headline, then lines of two spaces, a keyword and a text.
    """
    headline, *rest = text.splitlines() or [""]
    details = {match[1]: match[2].strip() for line in rest if (match := DETAIL.fullmatch(line))}
    if "mistake" in details:
        name, _, meaning = details["mistake"].partition(":")
        details |= {"mistake": name.strip(), "meaning": meaning.strip() or None}
    return Message(headline.strip(), **details)


def public(text: str) -> str:
    """The text of a `CheckFailed` without the lines that show a hidden check's inputs and values."""
    headline, *rest = text.splitlines() or [""]
    kept = [line for line in rest if (match := DETAIL.fullmatch(line)) and match[1] not in PRIVATE]
    return "\n".join([headline, *kept])
