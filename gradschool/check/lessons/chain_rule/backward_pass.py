"""Checks of the two halves of a backward pass, its order and its sums, on graphs that are written as plain data."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence

from gradschool.check.core import wording
from gradschool.check.core.judge import judge, require
from gradschool.check.core.question import Question
from gradschool.check.core.structure import SEQUENCES

Tape = Sequence[tuple[str, Sequence[tuple[str, float]]]]


def backward_order(answer, at: Iterable[tuple[Mapping, str]], *, read=None):
    """Check that `answer(parents, output)` lists a graph so that a backward pass can run through it.

    Parameters
    ----------
    answer : callable
        The student's function: takes a graph and the name of its output, returns a list of names.
    at : iterable
        Pairs (parents, output). `parents` is a dict: the name of a value -> list of the names that it
        is computed from, in any order, a name twice where it is used twice, an empty list for an input.
    read : str, optional
        Where to read, written "NN · Section title".

    Right is every list that holds the output and all that it depends on, each once and before all
    that it is computed from. A list with the right names in a wrong order is named WRONG_ORDER.
    Prints one line if all are right; raises CheckFailed if one is not.
    """
    headline = f"{wording.name_of(answer)} does not give an order for the backward pass"
    question = Question(headline=headline, answer=answer, read=read)

    def wrong_order(reply, point):
        details = _order_fault(reply.value, *point)
        return None if details is None else question.failed(point, **details)

    graphs = [(dict(parents), output) for parents, output in at]
    count = f"{len(graphs)} graph" + ("s" if len(graphs) != 1 else "")
    says = f"{wording.name_of(answer)} gives an order for the backward pass of {count}"
    require(question, graphs, wrong_order, says)


def _order_fault(got, parents: Mapping, output: str) -> dict | None:
    """Return what is wrong with a list of names, as details of a CheckFailed; None if nothing is."""
    needed = _reached(parents, output)
    wanted = f"a list of {len(needed)} names, {output!r} first"
    if type(got) not in SEQUENCES or any(type(name) is not str for name in got):
        kind = "" if got is None or type(got) in SEQUENCES else f", a {type(got).__name__}"
        return {"got": f"{wording.value(got)}{kind}", "expected": wanted, "do": "Return a list of names."}
    shown = wording.value(list(got))
    for name in needed:
        if got.count(name) > 1:
            return {"got": f"{name!r} {got.count(name)} times in {shown}", "expected": f"{wanted}, each once"}
        if name not in got:
            return {"got": f"no {name!r} in {shown}", "expected": f"{wanted}: all that {output!r} depends on"}
    for name in got:
        if name not in needed:
            return {"got": f"{name!r} too, in {shown}", "expected": f"{wanted}: only what {output!r} depends on"}
    place = {name: index for index, name in enumerate(got)}
    for user in got:
        for name in parents[user]:
            if place[name] < place[user]:
                return {
                    "got": f"{name!r} before {user!r} in {shown}",
                    "expected": f"{user!r} before {name!r}, from which it is computed",
                    "mistake": "WRONG_ORDER",
                }
    return None


def _reached(parents: Mapping, output: str) -> list[str]:
    """Return the names of the output and of all that it depends on, each once."""
    found, waiting = {output: None}, [output]
    while waiting:
        new = [name for name in parents[waiting.pop()] if name not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return list(found)


def backward_pass(answer, at: Iterable[Tape], *, do=None, read=None):
    """Check that `answer(tape)` is the derivative of the tape's last value by every value on it.

    Parameters
    ----------
    answer : callable
        The student's function: takes a tape, returns a dict from each name on it to a number.
    at : iterable
        Tapes. A tape is a list of (name, [(parent, local derivative), …]), in the order in which the
        values were computed; the list of an input is empty.
    do, read
        As in `derivative`.

    The right values come from forward passes: a step of 1 in a value, carried to the end, which is
    exact because a tape is linear. An answer that keeps one contribution where several meet is named
    MISSING_PATH, one that passes gradients on in another order than backwards WRONG_ORDER.
    Prints one line if all agree; raises CheckFailed if one does not.
    """
    mistakes = {"MISSING_PATH": (_last_wins, _first_wins, _one_use), "WRONG_ORDER": tuple(_out_of_order())}
    question = Question(
        headline=f"{wording.name_of(answer)} does not give the gradients of the tape",
        answer=answer,
        source="the sum over paths",
        counterfactuals={name: tuple(map(_as_numbers, variants)) for name, variants in mistakes.items()},
        do=do,
        read=read,
        labels=lambda point: [f"gradient of {name!r}" for name, _ in point[0]],
        one_scale=True,
    )
    judge(question, [(list(tape),) for tape in at], _forward)


def _forward(tape: Tape) -> dict[str, float]:
    """Return by how much the last value changes for a step of 1 in each value."""
    moved = {}
    for start, _ in tape:
        change: dict[str, float] = {}
        for name, sources in tape:
            arrived = sum(slope * change[parent] for parent, slope in sources)
            change[name] = 1.0 if name == start else float(arrived)
        moved[start] = change[tape[-1][0]]
    return moved


def _as_numbers(send: Callable) -> Callable:
    def numbers(tape):
        grads = send(tape)
        return [grads[name] for name, _ in tape]

    return numbers


def _start(tape: Tape) -> dict[str, float]:
    return {name: 0.0 for name, _ in tape} | {tape[-1][0]: 1.0}


def _last_wins(tape: Tape) -> dict[str, float]:
    grads = _start(tape)
    for name, sources in reversed(tape):
        for parent, slope in sources:
            grads[parent] = slope * grads[name]
    return grads


def _one_use(tape: Tape) -> dict[str, float]:
    """Send gradients back, but count a parent that a step uses twice only once."""
    grads = _start(tape)
    for name, sources in reversed(tape):
        for parent, slope in dict(sources).items():
            grads[parent] += slope * grads[name]
    return grads


def _first_wins(tape: Tape) -> dict[str, float]:
    grads, filled = _start(tape), set()
    for name, sources in reversed(tape):
        for parent, slope in sources:
            if parent not in filled:
                grads[parent] = slope * grads[name]
                filled.add(parent)
    return grads


def _out_of_order() -> Iterable[Callable]:
    """Yield backward passes that add up correctly, but in a wrong order that a student may come up with."""

    def recorded(tape):
        return [name for name, _ in tape]

    def walk(pop, once):
        """Return the order from the output along the edges; `pop` takes the newest or the oldest name that waits."""

        def order(tape):
            edges, seen = dict(tape), set()
            waiting = deque([tape[-1][0]])
            while waiting:
                name = pop(waiting)
                if once and name in seen:
                    continue
                seen.add(name)
                yield name
                waiting.extend(parent for parent, _ in edges[name])

        return order

    def recursive(once):
        def order(tape):
            edges, seen = dict(tape), set()

            def visit(name):
                if once and name in seen:
                    return
                seen.add(name)
                yield name
                for parent, _ in edges[name]:
                    yield from visit(parent)

            yield from visit(tape[-1][0])

        return order

    def passing(order):
        def send(tape):
            grads, edges = _start(tape), dict(tape)
            for name in order(tape):
                for parent, slope in edges[name]:
                    grads[parent] += slope * grads[name]
            return grads

        return send

    yield passing(recorded)
    for once in (True, False):
        yield passing(walk(deque.popleft, once))
        yield passing(walk(deque.pop, once))
        yield passing(recursive(once))
