"""Checks of values that are not derivatives: data, and functions against a reference."""

from gradschool.check.core import wording
from gradschool.check.core.arguments import as_inputs, fresh
from gradschool.check.core.check_failed import CheckFailed
from gradschool.check.core.compare import Observation, compare
from gradschool.check.core.judge import judge
from gradschool.check.core.question import Question
from gradschool.check.core.structure import matched


def value(got, expected, *, name="the answer", rtol=None, do=None, read=None):
    """Check a value that the student computed or predicted.

    Parameters
    ----------
    got, expected : number, bool, str, None, tensor, or list, tuple or dict of them
        A number matches any number (a tensor of shape () too); a tensor matches a tensor of the
        same dtype and shape; lists and tuples match each other; text, bools and None match exactly.
    name : str
        What the message calls the value.
    rtol : float, optional
        Tolerance as a share of the expected value; by default 1e-7, less strict for smaller dtypes.
    do, read : str, optional
        The remedy, and where to read, written "NN · Section title".

    Prints one line if the value agrees; raises CheckFailed if it does not.
    """
    if got is Ellipsis:
        raise CheckFailed(f"{name} is not filled in yet", do="Replace the … in the answer cell.", read=read)
    question = Question(headline=f"{name} is not right", source=name, rtol=rtol, do=do, read=read)
    compare(question, [Observation((), *matched(got, expected, question, ()))])


def equals(answer, reference, at, *, device=None, rtol=None, mistakes=None, do=None, read=None):
    """Check that `answer(*args)` gives the value of `reference` at every point.

    Parameters
    ----------
    answer : callable
        The student's function.
    reference : callable or list
        The right function, with the same arguments, or the right value for each point. Its values
        say what is asked for, by the rules of `value`.
    at : iterable
        The points: one argument or a tuple of them. Python floats are handed over as float64
        tensors of shape (); functions, text and the like as they are.
    device, rtol, mistakes, do, read
        As in `derivative`.

    Prints one line if all points agree; raises CheckFailed if one does not.
    """
    question = Question(
        headline=f"{wording.name_of(answer)} does not give the right value",
        answer=answer,
        source="the reference",
        rtol=rtol,
        counterfactuals=mistakes or {},
        do=do,
        read=read,
    )
    right = (lambda *args: reference(*fresh(args))) if callable(reference) else list(reference)
    judge(question, [as_inputs(point, device) for point in at], right)
