"""Mistakes of order. Other mistakes give the same values, so one is named only if the order of events shows it too.

Each rule takes the events of one call (`gradschool.observe.loop_events`) and says whether that call made the mistake.
"""

from collections.abc import Sequence

from gradschool.diagnose.evidence import Evidence
from gradschool.observe.loop_events import BACKWARD, CLEAR, CLIP, REBIND, STEP


def cleared_before_use(events: Sequence[str]) -> bool:
    """True if every gradient had been cleared before its step; in a call without a step, if the last one was cleared.

    Events before the first backward pass do not count: making a layer changes leaves in place, which looks like a step.
    """
    state, lost = "empty", list[bool]()
    for event in events:
        if event == BACKWARD:
            state = "full"
        elif event == CLEAR:
            state = "lost" if state in ("full", "lost") else "empty"
        elif event == STEP and state != "empty":
            lost.append(state == "lost")
            state = "used"
    if stepped_before_backward(events):
        return False
    return all(lost) if lost else state == "lost"


def stepped_before_backward(events: Sequence[str]) -> bool:
    """True if there were steps between backward passes, and none came after the last of them."""
    order = [event for event in events if event in (BACKWARD, STEP)]
    return BACKWARD in order and STEP in order[order.index(BACKWARD) :] and order[-1] == BACKWARD


def rebound(events: Sequence[str]) -> bool:
    """True if a new tensor took the place of a parameter."""
    return REBIND in events


def clipped_after_step(events: Sequence[str]) -> bool:
    """True if a gradient was clipped after a step had used it, and no step used one that had been clipped."""
    state, late, in_time = "empty", False, False
    for event in events:
        if event == BACKWARD:
            state = "full"
        elif event == CLEAR:
            state = "empty"
        elif event == CLIP:
            late = late or state == "used"
            state = "clipped" if state == "full" else state
        elif event == STEP:
            in_time = in_time or state == "clipped"
            state = "used"
    return late and not in_time


ORDER = {
    "ZERO_TOO_LATE": cleared_before_use,
    "STEP_BEFORE_BACKWARD": stepped_before_backward,
    "REBOUND_LEAF": rebound,
    "CLIP_AFTER_STEP": clipped_after_step,
}


def shown_by_order(name: str, evidence: Evidence) -> bool:
    """True if every call in `evidence` made the mistake of order `name`, or if `name` is not a mistake of order."""
    rule = ORDER.get(name)
    return rule is None or (bool(evidence.events) and all(rule(events) for events in evidence.events))
