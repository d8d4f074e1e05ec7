"""Measure the milliseconds that a check takes besides calling the student's function, for right and wrong answers.

Run with `python benchmarks/check.py`. The aim is under 50 ms for each check.
"""

import contextlib
import io
import statistics
import time
from functools import partial

import torch

from gradschool import check
from gradschool.check import CheckFailed

REPEATS = 20


def polynomial(x):
    return x**3 - 2 * x**2 + 4 * x - 1


def surface(x, y):
    return x**3 * y - 2 * x * y**2


def bowl(x):
    return (x**2 * torch.arange(1, 21)).sum()


def squares(x):
    return torch.outer(x, x)


def looked_up_answer(f, at, derivative):
    """Return an answer that looks its values up in a table, so that only the check is timed."""
    known = {str(point): derivative(f, *point) for point in at}
    return lambda *args: known[str(args[: len(at[0])])]


def derivative(f, *inputs):
    """Return the Jacobian of `f` by each input, as a tuple if there are several."""
    found = torch.func.jacrev(f, argnums=tuple(range(len(inputs))))(*inputs)
    return found if len(inputs) > 1 else found[0]


def one_more(answer, *args):
    """Return what `answer` gives, with one added to every entry."""
    found = answer(*args)
    return tuple(part + 1 for part in found) if isinstance(found, tuple) else found + 1


def milliseconds(question, answer, f, at, right: bool) -> float:
    """Return the median milliseconds of one check; a first call, to warm up, does not count."""
    times = []
    for _ in range(REPEATS + 1):
        verdict = contextlib.nullcontext() if right else contextlib.suppress(CheckFailed)
        start = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()), verdict:
            question(answer, of=f, at=at)
        times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times[1:])


CASES = [
    ("derivative, 6 points", check.derivative, polynomial, [(x,) for x in check.draw(6, seed=1)]),
    ("gradient, 2 inputs, 6 points", check.gradient, surface, check.draw(6, (), (), seed=2)),
    ("gradient, 20 entries, 3 points", check.gradient, bowl, [(x,) for x in check.draw(3, (20,), seed=3)]),
    ("jacobian, 36 by 6, 3 points", check.jacobian, squares, [(x,) for x in check.draw(3, (6,), seed=4)]),
]


def main():
    """Print one line for each kind of check: its time for a right answer, and for a wrong one with its diagnosis."""
    print(f"{'check':32}{'right':>10}{'wrong':>10}   ms beyond the answer's own time")
    for label, question, f, at in CASES:
        answer = looked_up_answer(f, at, derivative)
        right_time = milliseconds(question, answer, f, at, right=True)
        wrong_time = milliseconds(question, partial(one_more, answer), f, at, right=False)
        print(f"{label:32}{right_time:10.1f}{wrong_time:10.1f}")


if __name__ == "__main__":
    main()
