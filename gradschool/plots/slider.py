"""A slider for the learning rate, with a picture that stands for it wherever there are no widgets.

The output of a cell holds both: a frontend with widgets (JupyterLab, VS Code) shows the slider, any other shows the
picture, and only the picture is stored in the course's notebooks.
"""

from base64 import b64encode
from collections.abc import Callable, Sequence
from typing import Any

import matplotlib
import numpy as np
from ipywidgets import HTML, FloatSlider, VBox
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray
from torch import Tensor

from gradschool.plots.figures import PALETTE, REFERENCE, SAMPLES, STYLE, Picture, short_number, values_at

H = 1e-5  # step of the central differences
PANEL = (3.3, 3.0)  # width and height of one panel, in inches


class SliderPicture(Picture):
    """A picture with one panel for each of a few learning rates, and `widget`, a slider over the rates between."""

    def __init__(self, fig: Figure, alt: str, widget: VBox):
        super().__init__(fig, alt)
        self.widget = widget

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict, dict]:
        data, metadata = super()._repr_mimebundle_()
        return data | {VIEW: self.widget._repr_mimebundle_()[VIEW]}, metadata


VIEW = "application/vnd.jupyter.widget-view+json"


@matplotlib.rc_context(STYLE)
def learning_rate_slider(
    f: Callable[[Tensor], Tensor],
    start: float,
    rates: Sequence[float],
    *,
    steps: int = 12,
    low: float,
    high: float,
    alt: str,
) -> SliderPicture:
    """Draw descents on the curve of f from one start: a panel for each rate, or a slider from the least to the largest.

    f: 0-dim float64 tensor → one number. low, high: ends of the curve; a descent that leaves them is drawn up to its
    last point inside, and its title says at which step it leaves. The slopes are central differences with h = 1e-5, so
    f need not work with autograd. ValueError if the start is not between low and high, or alt is empty.
    """
    if not low <= start <= high:
        raise ValueError(f"the start {start} is not between {low} and {high}")
    rates = [float(rate) for rate in rates]
    fig = Figure(figsize=(PANEL[0] * len(rates), PANEL[1]))
    panels = fig.subplots(1, len(rates), sharey=True, squeeze=False)[0]
    for ax, rate in zip(panels, rates, strict=True):
        _panel(ax, f, descent(f, start, rate, steps), low, high)
        ax.set_title(f"learning rate {short_number(rate)}\n{ax.get_title()}")
    panels[0].set_ylabel("f(x)")
    panels[0].legend(loc="upper center")
    return SliderPicture(fig, alt, _widget(f, start, rates, steps, low, high))


def descent(f: Callable[..., object], start: float, rate: float, steps: int) -> NDArray[np.float64]:
    """Descend by x − rate · slope, with slopes from central differences.

    Returns the start and the point after each step, (steps + 1,), or fewer if a point is not finite: it is the last.
    """
    xs = [float(start)]
    for _ in range(steps):
        before, after = (float(height) for height in values_at(f, [[xs[-1] - H], [xs[-1] + H]]))
        xs.append(xs[-1] - rate * (after - before) / (2 * H))
        if not np.isfinite(xs[-1]):
            break
    return np.array(xs)


def _panel(ax: Axes, f: Callable[..., object], xs: NDArray[np.float64], low: float, high: float) -> None:
    outside = ~((low <= xs) & (xs <= high))
    leaves = int(outside.argmax()) if outside.any() else None
    shown, curve = xs[:leaves], np.linspace(low, high, SAMPLES)
    heights = values_at(f, shown[:, None])
    ax.plot(curve, values_at(f, curve[:, None]), color=REFERENCE, linestyle="-", label="f(x)")
    path: dict[str, Any] = {
        "color": PALETTE["vermilion"],
        "linestyle": "--",
        "linewidth": 1.4,
        "marker": "o",
        "markersize": 5,
    }
    ax.plot(shown, heights, label="steps", **path)
    ends: dict[str, Any] = {"linestyle": "none", "markeredgecolor": "white", "zorder": 3}
    ax.plot(shown[:1], heights[:1], color=PALETTE["blue"], marker="s", markersize=10, label="start", **ends)
    end = f"after {len(xs) - 1} steps: x = {short_number(xs[-1])}" if leaves is None else f"leaves at step {leaves}"
    ax.set(xlabel="x", xlim=(low, high), title=end)


def _widget(f: Callable[..., object], start: float, rates: list[float], steps: int, low: float, high: float) -> VBox:
    """Put the slider above its picture, which is drawn anew whenever the slider comes to rest."""
    least, largest = min(rates), max(rates)
    slider = FloatSlider(
        value=rates[0],
        min=least,
        max=largest,
        step=(largest - least) / 100 or 1.0,
        readout_format=".3f",
        description="learning rate",
        continuous_update=False,
        style={"description_width": "initial"},
        layout={"width": "30em"},
    )
    picture = HTML()

    @matplotlib.rc_context(STYLE)
    def draw(change=None):
        fig = Figure()
        ax = fig.add_subplot(ylabel="f(x)")
        _panel(ax, f, descent(f, start, slider.value, steps), low, high)
        ax.legend(loc="upper center")
        alt = f"Descent with the learning rate {short_number(slider.value)}: {ax.get_title()}"
        image = b64encode(Picture(fig, alt).png()).decode()
        picture.value = f'<img src="data:image/png;base64,{image}" alt="{alt}">'

    draw()
    slider.observe(draw, names="value")
    return VBox([slider, picture])
