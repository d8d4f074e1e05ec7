"""The progress bar: silent when it is quick, there when it is not."""

from io import StringIO

from rich.console import Console

from gradschool.staff.terminal.progress import track


def shown(patience: float) -> str:
    screen = StringIO()
    console = Console(file=screen, force_terminal=True, width=60)
    assert list(track([1, 2, 3], "Reading 01_toy", console, patience)) == [1, 2, 3]
    return screen.getvalue()


def test_what_is_quick_shows_nothing():
    assert shown(patience=60) == ""


def test_what_takes_long_shows_how_far_it_is():
    assert "Reading 01_toy" in shown(patience=-1)
