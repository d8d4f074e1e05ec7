"""The reference card: tables of calls and of error messages. Each row is run when its table is made."""

import torch

from gradschool.card.calls import CALLS
from gradschool.card.errors import ERRORS
from gradschool.card.run import complaint, fresh_names, run, told
from gradschool.card.table import Table, block, shown

__all__ = ["Table", "block", "calls", "error"]


def calls(group: str) -> Table:
    """Run the calls of one group, and tabulate what each gives.

    group: a key of `gradschool.card.calls.CALLS`; KeyError for any other.
    """
    rows = [(what, block(code), f"`{shown(run(code, fresh_names()))}`", lesson) for what, code, lesson in CALLS[group]]
    return Table(("what", "call", "gives", "lesson"), rows)


def error(message: str) -> Table:
    """Tabulate the causes of an error message, with code that raises it, tells the cause from others, and cures it.

    message: a key of `gradschool.card.errors.ERRORS`, or a text that contains one. All code is run now. Raises KeyError
    for a message that is not on the card, and AssertionError if the code of a cause gives another message.
    """
    known = next((part for part in ERRORS if part in message), None)
    if known is None:
        raise KeyError(f"not on the card: {message}")
    rows, messages = [], []
    for cause, code, tell, cure, lesson in ERRORS[known]:
        names = fresh_names()
        with torch.enable_grad():  # a row may switch recording off
            said, answers = complaint(code, names), told(tell, names)
        if said is None or known not in said:
            raise AssertionError(f"{code!r} gives {said!r}, not {known!r}")
        messages += [] if said in messages else [said]
        cured = f"{block(cure)} gives `{shown(run(cure, fresh_names()))}`"
        rows.append((f"{cause}<br>(lesson {lesson})", block(code), answers, cured))
    head = ("cause, lesson", "code that raises it", "how to tell", "cure")
    return Table(head, rows, above=messages)
