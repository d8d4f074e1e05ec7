"""The named mistakes: what each one is, what to do about it, and the lesson that treats it.

A name is part of the course's vocabulary (it stands in messages, reports and answer files), so it
never changes once a lesson that teaches it has been released.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One named mistake; `read` is written "NN · Section title" and names a real heading."""

    meaning: str
    do: str
    read: str


CATALOGUE = {
    # lesson 01
    "NO_BACKWARD": Entry(
        "you read .grad although no backward pass has filled it",
        "Call .backward() on the function's value first, then read .grad of the input.",
        "01 · Common trap: the gradient that is not there",
    ),
    "PYTHON_NUMBER": Entry(
        "this is a Python number where a tensor is needed, and a number carries no graph",
        "Keep the value a tensor from input to result: no float(…), no .item(), no bare 2.0 as the input.",
        "01 · Common trap: the gradient that is not there",
    ),
    "FLOAT32_CHECK": Entry(
        "these are finite differences in float32, where rounding drowns the difference",
        "Keep x, h and the function's values in float64: torch.tensor(…, dtype=torch.float64).",
        "01 · How small should the step be?",
    ),
    # lesson 05
    "NO_ZERO_GRAD": Entry(
        "this is the sum of this gradient and the earlier ones: .grad adds up, it is not replaced",
        "Clear .grad before each backward pass, or start from a fresh leaf.",
        "05 · Zeroing",
    ),
    # lesson 07
    "SIGN_FLIPPED": Entry(
        "every entry has the right size and the wrong sign",
        "Look for a minus that is missing or one too many.",
        "07 · The update rule",
    ),
}


def earlier(first: str, second: str | None) -> str:
    """Of two places to read, the one whose lesson comes first: nobody is sent to a later lesson."""
    return first if second is None else min(first, second, key=lambda place: place.partition(" · ")[0])
