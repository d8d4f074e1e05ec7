"""Check of predictions: what a script reads from .grad, compared with a real run of that script."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from gradschool.check.core import wording
from gradschool.check.core.judge import require
from gradschool.check.core.question import Question
from gradschool.check.core.structure import as_number


def predictions(answer, runs: Mapping[str, Callable], *, read=None):
    """Check that `answer()` predicts what each script in `runs` reads.

    answer: returns a dict from the name of a script to the list of its readings, numbers or None. runs: name -> the
    script itself, a function without arguments that returns that list. The right readings are those of a real run.
    """
    name = wording.name_of(answer)
    question = Question(headline=f"{name} does not predict what the scripts read", answer=answer, read=read)

    def wrong_reading(reply, point):
        for script, run in runs.items():
            given, right = reply.value.get(script) if type(reply.value) is dict else None, run()
            if type(given) not in (list, tuple) or len(given) != len(right):
                missing = replace(question, headline=f"{name} has no list of readings for script {script}")
                return missing.failed(
                    point,
                    call=None,
                    got=wording.value(reply.value if given is None else given),
                    expected=f"under the key {script!r} a list of {len(right)} readings",
                    do="Give one number, or None, for each line of the script that reads a .grad.",
                )
            for number, (mine, true) in enumerate(zip(given, right, strict=True), start=1):
                if not _same_reading(mine, true):
                    wrong = replace(question, headline=f"reading {number} of script {script} is something else")
                    return wrong.failed(
                        point,
                        call=None,
                        got=wording.value(mine),
                        expected=f"{wording.value(true)}, in a real run",
                        do="Go through the script line by line, and write down what .grad holds after each.",
                    )
        return None

    count = f"{len(runs)} script" + ("s" if len(runs) != 1 else "")
    require(question, [()], wrong_reading, f"{name} agrees with a real run of {count}")


def _same_reading(mine, true) -> bool:
    if true is None or mine is None:
        return mine is true
    number = as_number(mine)
    return number is not None and abs(number - true) <= 1e-9 * max(1.0, abs(true))
