"""What a student may see of a failed hidden check's message."""

from dataclasses import replace

from gradschool.message_form import parse, write


def public(text: str) -> str:
    """Return the text of a `CheckFailed` without the lines that show a hidden check's inputs and values."""
    return "\n".join(write(replace(parse(text), call=None, got=None, expected=None)))
