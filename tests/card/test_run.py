"""A row of the card is run in a namespace of its own."""

from gradschool.card.run import complaint, fresh_names, run, told


def test_the_value_of_a_row_is_that_of_its_last_line():
    assert run("x.grad = None\n2 * x", fresh_names()).item() == 6
    assert run("y = 2 * x", fresh_names()) is None


def test_what_is_asked_is_answered():
    assert told("see `x.shape`, and `x`", fresh_names()) == "see `x.shape` is `()`, and `x` is `3.0`"


def test_a_row_sees_nothing_of_another():
    run("y = 2 * x\nx.grad = y.detach()", fresh_names())
    assert complaint("y", fresh_names()) == "NameError: name 'y' is not defined"
    assert run("x.grad", fresh_names()) is None


def test_a_row_complains_by_its_error_or_else_its_warning_or_not_at_all():
    assert complaint("raise ValueError('too far. See elsewhere.')", fresh_names()) == "ValueError: too far"
    assert complaint("import warnings\nwarnings.warn('careful')", fresh_names()) == "UserWarning: careful"
    assert complaint("2 * x", fresh_names()) is None
