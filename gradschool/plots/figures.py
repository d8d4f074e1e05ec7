"""Figures in the house style, each with alt text: words that stand for it where it cannot be seen.

Every function here returns a `Picture`. As the last line of a cell it shows one image, with its alt text; before that,
`picture.ax` takes further labels. Colour never says anything alone: a line style, a marker or a word says it too.
"""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from itertools import cycle
from typing import TYPE_CHECKING, Any, TypeAlias

import matplotlib
import numpy as np
import torch
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray
from torch import Tensor

if TYPE_CHECKING:
    from matplotlib.typing import RcKeyType  # which only newer releases of matplotlib have

Points: TypeAlias = Sequence[Sequence[float]] | NDArray[np.float64]

PALETTE = {
    "blue": "#0072B2",
    "vermilion": "#D55E00",
    "green": "#009E73",
    "purple": "#CC79A7",
    "orange": "#E69F00",
    "sky": "#56B4E9",
}
LINE_STYLES: tuple[str | tuple[int, tuple[float, ...]], ...] = (
    "-",
    "--",
    "-.",
    ":",
    (0, (6, 1.5)),
    (0, (3, 1, 1, 1, 1, 1)),
)
MARKERS = ("o", "s", "^", "D", "v", "P")
REFERENCE = "#000000"
SAMPLES = 301  # points of a curve
GRID = 61  # points along each side of a contour map

STYLE: "dict[RcKeyType, Any]" = {
    "figure.figsize": (6.4, 4.0),
    "figure.dpi": 100,
    "figure.facecolor": "white",
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.w_pad": 0.1,
    "figure.constrained_layout.h_pad": 0.1,
    "axes.facecolor": "white",
    "axes.prop_cycle": cycler(color=PALETTE.values()) + cycler(linestyle=LINE_STYLES),
    "axes.grid": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 12,
    "axes.labelsize": 12,
    "grid.color": "#DDDDDD",
    "grid.linewidth": 0.8,
    "font.family": "DejaVu Sans",  # comes with matplotlib, so that a figure is the same everywhere
    "font.size": 11,
    "legend.fontsize": 11,
    "legend.framealpha": 1.0,
    "lines.linewidth": 2.0,
    "lines.markersize": 7,
    "image.cmap": "cividis",
    "savefig.facecolor": "white",
}


class Picture:
    """A figure and its alt text. Jupyter shows it as one PNG image; its text form is the alt text."""

    def __init__(self, fig: Figure, alt: str):
        """alt: what the figure shows, in words. ValueError if that is empty."""
        if not alt.strip():
            raise ValueError("alt is empty: say in words what the figure shows")
        self.fig, self.alt = fig, alt

    @property
    def ax(self) -> Axes:
        """The first axes of the figure."""
        return self.fig.axes[0]

    def png(self) -> bytes:
        """The figure as a PNG file; the same figure gives the same bytes on one machine."""
        file = BytesIO()
        self.fig.savefig(file, format="png", metadata={"Software": None})
        return file.getvalue()

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict, dict]:
        return {"image/png": self.png(), "text/plain": repr(self)}, {"image/png": {"alt": self.alt}}

    def __repr__(self) -> str:
        return f"Picture: {self.alt}"


def use_style() -> None:
    """Set the house style for the figures that a notebook makes with matplotlib directly."""
    matplotlib.rcParams.update(STYLE)


def describe(fig: Figure, alt: str) -> Picture:
    """Give a figure of your own its alt text, as the last line of a cell: `plots.describe(fig, "…")`.

    A figure from `pyplot` is closed, so that Jupyter does not show it a second time. ValueError if alt is empty.
    """
    from matplotlib import pyplot  # here alone, since the pictures of this module do without its global state

    picture = Picture(fig, alt)
    pyplot.close(fig)
    return picture


@matplotlib.rc_context(STYLE)
def tangent_lines(
    f: Callable[[Tensor], Tensor], at: Sequence[float], low: float | None = None, high: float | None = None, *, alt: str
) -> Picture:
    """Draw the curve of f and its tangent line at each point of `at`.

    f: 0-dim float64 tensor → one number. low, high: ends of the curve; if left out, one unit beyond the points.
    The slopes are central differences with h = 1e-5, so f need not work with autograd.
    TypeError if f does not return one number.
    """
    points = [float(point) for point in at]
    low = min(points) - 1 if low is None else low
    high = max(points) + 1 if high is None else high
    fig, ax = _axes("x", "f(x)")
    _curve(ax, f, low, high)
    limits = ax.get_ylim()
    reach, h = 0.2 * (high - low), 1e-5
    # The solid style is the curve's.
    looks = zip(cycle(PALETTE.values()), cycle(LINE_STYLES[1:]), cycle(MARKERS), strict=False)
    for point, (colour, line_style, marker) in zip(points, looks, strict=False):
        look: dict[str, Any] = {"color": colour, "linestyle": line_style}
        before, height, after = values_at(f, [[point - h], [point], [point + h]])
        slope = (after - before) / (2 * h)
        ends = np.array([point - reach, point + reach])
        label = f"slope {short_number(slope)} at x = {short_number(point)}"
        ax.plot(ends, height + slope * (ends - point), **look)
        ax.plot([point], [height], marker=marker, label=label, **look)
    ax.set(xlim=(low, high), ylim=limits)
    ax.legend()
    return Picture(fig, alt)


@matplotlib.rc_context(STYLE)
def descent_path(
    f: Callable[[Tensor], Tensor],
    path: Sequence[float],
    low: float | None = None,
    high: float | None = None,
    *,
    alt: str,
) -> Picture:
    """Draw the curve of f and the points of a descent on it, joined in order.

    f: 0-dim float64 tensor → one number. path: x of each step, the start first. The heights are f at these points.
    low, high: ends of the curve; if left out, somewhat beyond the path.
    ValueError if the path is empty or not finite; TypeError if f does not return one number.
    """
    xs = _finite(np.array([float(point) for point in path]))
    margin = 0.15 * (xs.max() - xs.min()) or 1.0
    fig, ax = _axes("x", "f(x)")
    _curve(ax, f, xs.min() - margin if low is None else low, xs.max() + margin if high is None else high)
    _path(ax, xs, values_at(f, xs[:, None]))
    return Picture(fig, alt)


@matplotlib.rc_context(STYLE)
def contour_path(
    f: Callable[[Tensor, Tensor], Tensor],
    path: Sequence[Sequence[float]],
    low: Sequence[float] | None = None,
    high: Sequence[float] | None = None,
    *,
    alt: str,
) -> Picture:
    """Draw the contour lines of f(x, y) and the points of a descent on them, joined in order.

    f: two 0-dim float64 tensors → one number. path: (x, y) of each step, the start first. low, high: corners
    (x, y) of the map; if left out, somewhat beyond the path. Both axes have one scale, so a gradient meets a contour
    line at a right angle. ValueError if the path is empty or not finite; TypeError if f does not return one number.
    """
    points = _finite(np.array([[float(coordinate) for coordinate in point] for point in path]))
    middle, half = (points.max(0) + points.min(0)) / 2, (points.max(0) - points.min(0)) / 2
    reach = (1.2 * max(half[0] / 1.5, half[1]) or 1.0) * np.array([1.5, 1.0])  # the figure is 1.5 times as wide as high
    low = middle - reach if low is None else low
    high = middle + reach if high is None else high
    xs, ys = np.linspace(low[0], high[0], GRID), np.linspace(low[1], high[1], GRID)
    heights = values_at(f, [(x, y) for y in ys for x in xs]).reshape(GRID, GRID)
    # Levels by quantile: a steep valley keeps lines at its floor, where equal steps would leave none.
    levels = np.unique(np.nanquantile(heights, np.linspace(0.02, 0.9, 9)))
    fig, ax = _axes("x", "y")
    ax.grid(False)
    colours = matplotlib.colormaps["cividis"](np.linspace(0, 0.8, len(levels)))  # its yellow end is pale on white
    lines = ax.contour(xs, ys, heights, levels=levels, colors=colours, linewidths=1.2)
    ax.clabel(lines, fmt=short_number, fontsize=9, colors=REFERENCE)
    _path(ax, *points.T)
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal")
    return Picture(fig, alt)


@matplotlib.rc_context(STYLE)
def step_size_errors(hs: Sequence[float], errors_by_label: Mapping[str, Sequence[float]], *, alt: str) -> Picture:
    """Draw the error of a finite difference against its step size h, both on logarithmic scales.

    hs: n step sizes, above 0. errors_by_label: for each legend entry, n absolute errors; an error of exactly 0 has no
    place on a logarithmic scale and leaves a gap. ValueError if the lengths differ.
    """
    steps = np.array([float(h) for h in hs])
    fig, ax = _axes("step size h", "absolute error")
    ax.set(xscale="log", yscale="log")
    for (label, errors), marker in zip(errors_by_label.items(), cycle(MARKERS), strict=False):
        heights = np.array([float(error) for error in errors])
        if len(heights) != len(steps):
            raise ValueError(f"{label}: {len(heights)} errors for {len(steps)} step sizes")
        ax.plot(steps, np.where(heights > 0, heights, np.nan), marker=marker, label=label)
    _legend_above(ax, columns=2)
    return Picture(fig, alt)


def _axes(xlabel: str, ylabel: str) -> tuple[Figure, Axes]:
    """Make a figure with one pair of axes. pyplot does not know of it, so only a Picture shows it, and only once."""
    fig = Figure()
    ax = fig.add_subplot()
    ax.set(xlabel=xlabel, ylabel=ylabel)
    return fig, ax


def values_at(f: Callable[..., object], points: Points) -> NDArray[np.float64]:
    """Call f at each of n points, with 0-dim float64 tensors, and return its values, float64 (n,).

    points: for each point, the arguments of f. Raises TypeError if f does not return one number.
    """
    values = []
    for point in points:
        value = f(*(torch.tensor(coordinate, dtype=torch.float64) for coordinate in point))
        if not isinstance(value, Tensor | float | int) or (isinstance(value, Tensor) and value.numel() != 1):
            what = f"a tensor of shape {tuple(value.shape)}" if isinstance(value, Tensor) else type(value).__name__
            raise TypeError(f"f must return one number, not {what}")
        values.append(float(torch.as_tensor(value).detach()))
    return np.array(values)


def _finite(path: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return `path`, (n,) or (n, 2); raise ValueError if it is empty or a step of it is not finite."""
    if not len(path):
        raise ValueError("the path is empty: it begins with the start")
    bad = ~np.isfinite(path.reshape(len(path), -1)).all(axis=1)
    if bad.any():
        raise ValueError(f"step {bad.argmax()} of the path is not finite: draw the steps before it")
    return path


def _curve(ax: Axes, f: Callable[..., object], low: float, high: float) -> None:
    xs = np.linspace(low, high, SAMPLES)
    ax.plot(xs, values_at(f, xs[:, None]), color=REFERENCE, linestyle="-", label="f(x)")


def _path(ax: Axes, xs: NDArray[np.float64], ys: NDArray[np.float64]) -> None:
    ax.plot(xs, ys, color=PALETTE["vermilion"], linestyle="--", linewidth=1.4, marker="o", markersize=5, label="steps")
    ends: dict[str, Any] = {"linestyle": "none", "markeredgecolor": "white", "zorder": 3}
    ax.plot(xs[:1], ys[:1], color=PALETTE["blue"], marker="s", markersize=11, label="start", **ends)
    label = f"after {len(xs) - 1} steps"
    ax.plot(xs[-1:], ys[-1:], color=PALETTE["green"], marker="*", markersize=17, label=label, **ends)
    _legend_above(ax, columns=4)


def _legend_above(ax: Axes, columns: int) -> None:
    """Put the legend above the axes, where it hides no point."""
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=columns, frameon=False)


def short_number(number: float) -> str:
    """Write a number with three digits and a true minus sign; minus zero becomes 0."""
    return f"{round(float(number), 6) + 0.0:.3g}".replace("-", "−")
