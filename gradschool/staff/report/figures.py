"""Draw the pictures of a report in the house style, sized so that their text is legible on a phone."""

import math
from typing import Any

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from gradschool.plots.figures import PALETTE, REFERENCE, STYLE, Picture
from gradschool.staff.report.summary import STATUSES, Item, Report
from gradschool.staff.results.exercises import BLANK, MISSING, PARTLY, RIGHT, UNGRADED, WRONG

WIDTH = 5.6  # inches
SHARP: dict[Any, Any] = STYLE | {"figure.dpi": 200}
MOST_BARS = 12
# Each status has its own lightness and pattern as well as its own hue.
LOOKS = {
    RIGHT: (PALETTE["green"], ""),
    PARTLY: (PALETTE["sky"], "//"),
    WRONG: (PALETTE["vermilion"], "\\\\"),
    BLANK: ("#F0F0F0", "..."),
    MISSING: ("#BBBBBB", "xx"),
    UNGRADED: ("#FFFFFF", "++"),
}


@matplotlib.rc_context(SHARP)
def marks_distribution(report: Report) -> Picture:
    """Draw a histogram of the total points. Raises ValueError if no student is completely graded."""
    totals = report.totals
    if not totals:
        raise ValueError("no totals to draw")
    most = max(report.max_points, *totals)
    width = max(math.ceil(most / MOST_BARS), 1)
    edges = np.arange(0, math.ceil(most / width) * width + width, width)
    fig = Figure(figsize=(WIDTH, 3.2))
    ax = fig.add_subplot()
    counts, _, _ = ax.hist(totals, bins=list(edges), color=PALETTE["blue"], edgecolor="white")
    middle = float(np.median(totals))
    ax.axvline(middle, color=REFERENCE, linestyle="--", label=f"median {middle:g}")
    ax.set(xlabel=f"points, of {report.max_points:g}", ylabel="students", xlim=(0, edges[-1]))
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_axisbelow(True)
    ax.grid(False, axis="x")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), frameon=False)
    pairs = zip(edges, edges[1:], counts, strict=False)
    bars = [f"{low:g} to {high:g} points: {count:g}" for low, high, count in pairs if count]
    return Picture(fig, f"Students by points, median {middle:g}. {'; '.join(bars)}.")


@matplotlib.rc_context(SHARP)
def answers_by_exercise(items: tuple[Item, ...]) -> Picture:
    """Draw a bar for each exercise: how many students answered it right, partly, wrong or not at all."""
    fig = Figure(figsize=(WIDTH, 1.3 + 0.42 * len(items)))
    ax = fig.add_subplot()
    places = np.arange(len(items))
    start = np.zeros(len(items))
    for status in STATUSES:
        counts = np.array([item.counts[status] for item in items])
        if counts.any():
            colour, hatch = LOOKS[status]
            look: dict[str, Any] = {
                "color": colour,
                "hatch": hatch,
                "edgecolor": REFERENCE,
                "linewidth": 0.6,
                "label": status,
            }
            ax.barh(places, counts, left=start, height=0.7, **look)
            start += counts
    ax.set(xlabel="students", ylabel="exercise", yticks=places, yticklabels=[item.number for item in items])
    ax.invert_yaxis()
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.grid(False, axis="y")
    ax.set_axisbelow(True)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, frameon=False)
    return Picture(fig, " ".join(_in_words(item) for item in items))


def _in_words(item: Item) -> str:
    counted = ", ".join(f"{count} {status}" for status, count in item.counts.items() if count)
    return f"Exercise {item.number}: {counted}."
