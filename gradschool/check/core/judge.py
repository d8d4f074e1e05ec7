"""The two verbs of which checks are made: judge compares an answer with what is right, require looks for a fault.

Both ask at every point, and print one line or raise CheckFailed.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from gradschool.check.core import wording
from gradschool.check.core.ask import Reply, ask
from gradschool.check.core.check_failed import CheckFailed
from gradschool.check.core.compare import Observation, compare
from gradschool.check.core.observe import Observe, returned
from gradschool.check.core.question import Point, Question
from gradschool.check.core.structure import ONE_NUMBER, as_number
from gradschool.diagnose.from_observations import unrecorded

# the right value for each point, or a function of a point's arguments that computes it
Right = Callable[..., object] | Sequence[object]
# takes a reply and its point and returns the error, or None where there is no fault
Fault = Callable[[Reply, Point], CheckFailed | None]
Then = Callable[[Sequence[Reply]], None]


def judge(
    question: Question, points: Sequence[Point], right: Right, observe: Observe = returned, then: Then | None = None
) -> None:
    """Ask at every point, and compare what is observed with what is right.

    Parameters
    ----------
    question : Question
        What is asked, and what somebody would answer who makes a mistake.
    points : sequence of tuples
        The arguments of each call, as `as_inputs` or `loop_inputs` makes them.
    right : callable or sequence
        Takes the arguments of a call and returns what is right; or what is right at each point. Either an Expected, or
        a value of any structure.
    observe : callable
        What counts as the answer: `returned`, `grads_left`, `contents_after`, or a check's own function.
    then : callable, optional
        Takes the replies and looks at what else must be right, when all values are.

    Prints one line if all agree. Raises CheckFailed if a call raises or an answer is wrong, ValueError if there are no
    points.
    """
    settle(question, *look(question, points, right, observe), then)


def look(
    question: Question, points: Sequence[Point], right: Right, observe: Observe = returned
) -> tuple[list[Reply], list[Observation]]:
    """The first half of `judge`: ask and observe at every point.

    All right values are computed first, as an answer may change the state in which they would be.
    """
    _require_some(points)
    rights = [right(*point) for point in points] if callable(right) else right
    replies, seen = [], []
    for point, wanted in zip(points, rights, strict=True):
        reply = _asked(question, point)
        got, expected = observe(reply, wanted, question, point)
        replies.append(reply)
        seen.append(Observation(point, got, expected, reply.adding_passes, reply.events))
    return replies, seen


def settle(question: Question, replies: Sequence[Reply], seen: Sequence[Observation], then: Then | None = None) -> None:
    """The second half of `judge`: compare, name what explains a difference, and say so."""
    compare(question.in_view_of(replies), seen, None if then is None else partial(then, replies))


def require(question: Question, points: Sequence[Point], fault: Fault, says: str, *, count: bool = False) -> None:
    """Ask at every point, and raise the first fault that a reply shows.

    Parameters
    ----------
    question : Question
        What is asked.
    points : sequence of tuples
        The arguments of each call.
    fault : callable
        Takes a reply and its point and returns the error, made by `question.failed`, or None.
    says : str
        The line that is printed where there is no fault.
    count : bool
        Whether calls of the functions among the arguments are counted.

    Raises CheckFailed if a call raises or shows a fault, ValueError if there are no points.
    """
    _require_some(points)
    for point in points:
        found = fault(_asked(question, point, count), point)
        if found is not None:
            raise found
    print(says)


def _require_some(points: Sequence[Point]) -> None:
    if not points:
        raise ValueError("a check needs at least one point")


def _asked(question: Question, point: Point, count: bool = False) -> Reply:
    return ask(question.answer, (*question.leading, *point), question.read, count=count)


def never_recorded(replies: Sequence[Reply]) -> bool:
    """Return whether no call recorded a backward pass: what makes HESSIAN_NO_GRAPH possible, as an `only_if`."""
    return all(map(unrecorded, replies))


def require_number(
    got: object,
    right: float,
    what: str,
    question: Question,
    point: Point,
    do: str,
    others: Mapping[str, float] | None = None,
) -> None:
    """Raise CheckFailed unless the value that an answer returned is the number `right`, within the question's rtol.

    what: what the number is called. others: advice -> the wrong number that calls for it, in place of `do`.
    """
    assert question.rtol is not None
    share = question.rtol

    def near(number: float, other: float) -> bool:
        return abs(number - other) <= share * max(1.0, abs(other))

    wanted = f"{wording.number(right)}: {what}"
    number = as_number(got)
    if number is None:
        raise question.failed(point, got=f"{wording.value(got)} returned", expected=wanted, do=ONE_NUMBER)
    if not near(number, right):
        fitting = (advice for advice, other in (others or {}).items() if near(number, other))
        raise question.failed(point, got=f"{wording.number(number)} returned", expected=wanted, do=next(fitting, do))
