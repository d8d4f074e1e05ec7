"""Find the named mistake behind a wrong answer, if there is exactly one that explains it.

Each mistake has a counterfactual: the values that somebody who makes it would return. A mistake is named only when its
counterfactual, and no other, reproduces the answer at every point within the tolerance of the check, and differs from
the right answer at one point at least.
"""

from gradschool.diagnose.advice import advice_on_values, as_parts, imagine
from gradschool.diagnose.evidence import Evidence, agree
from gradschool.diagnose.from_event_order import shown_by_order
from gradschool.diagnose.from_values import RULES

__all__ = ["Evidence", "advice_on_values", "as_parts", "name_mistake"]


def name_mistake(evidence: Evidence) -> str | None:
    """Return the name of the one mistake that explains every value in `evidence`, or None.

    The question's own counterfactuals come first: they are more specific than the general rules, which are tried only
    when none of them fits. A mistake of order (`gradschool.diagnose.from_event_order`) counts only if the order of
    events shows it too.
    """
    named = {
        name
        for name, answers in evidence.counterfactuals.items()
        for variant in (answers if isinstance(answers, tuple) else (answers,))
        if shown_by_order(name, evidence) and agree(imagine(variant, evidence), evidence)
    }
    if not named:
        named = {name for name, rule in RULES if agree(rule(evidence), evidence)}
    return named.pop() if len(named) == 1 else None
