"""Figures: one image with alt text in each, the data where it belongs, the same bytes each time."""

import matplotlib
import numpy as np
import pytest
import torch
from IPython.core.formatters import DisplayFormatter
from matplotlib import pyplot

from gradschool import plots

matplotlib.use("Agg")


def parabola(x):
    return (x - 5) ** 2


def bowl(x, y):
    return x**2 + 5 * y**2


PICTURES = {
    "tangent_lines": lambda alt="slopes": plots.tangent_lines(lambda x: x**3, at=[-1, 0, 2], alt=alt),
    "descent_path": lambda alt="descent": plots.descent_path(parabola, [0.0, 1.0, 1.8], alt=alt),
    "contour_path": lambda alt="descent": plots.contour_path(bowl, [(2.0, 1.0), (1.0, 0.2)], alt=alt),
    "step_size_errors": lambda alt="errors": plots.step_size_errors([1e-1, 1e-2], {"central": [1e-2, 0.0]}, alt=alt),
}
each_picture = pytest.mark.parametrize("make", PICTURES.values(), ids=PICTURES)


def line(picture, label):
    return next(line for line in picture.ax.lines if line.get_label() == label)


@each_picture
def test_a_picture_is_one_png_with_its_alt_text(make):
    data, metadata = DisplayFormatter().format(make("what it shows"))
    assert data["image/png"]
    assert metadata["image/png"] == {"alt": "what it shows"}
    assert data["text/plain"] == "Picture: what it shows"
    assert pyplot.get_fignums() == [], "Jupyter would show an open pyplot figure a second time"


@each_picture
def test_a_picture_is_the_same_to_the_byte(make):
    picture = make()
    assert picture.png() == picture.png() == make().png()


@each_picture
def test_a_picture_needs_alt_text(make):
    with pytest.raises(ValueError, match="alt is empty"):
        make(" ")


@each_picture
def test_drawing_leaves_the_global_style_alone(make):
    before = dict(matplotlib.rcParams)
    make()
    assert dict(matplotlib.rcParams) == before


@each_picture
def test_colour_is_never_the_only_difference(make):
    colours_of_a_look = {}
    for drawn in make().ax.lines:
        look = (drawn.get_linestyle(), drawn.get_marker())
        colours_of_a_look.setdefault(look, set()).add(drawn.get_color())
    assert all(len(colours) == 1 for colours in colours_of_a_look.values())


def test_the_cycle_changes_line_style_with_colour():
    entries = list(plots.STYLE["axes.prop_cycle"])
    assert [entry["color"] for entry in entries] == list(plots.PALETTE.values())
    assert len({str(entry["linestyle"]) for entry in entries}) == len(entries)
    assert len(set(plots.MARKERS)) == len(entries)


def test_use_style_sets_the_house_style():
    with matplotlib.rc_context():
        plots.use_style()
        assert matplotlib.rcParams["figure.facecolor"] == "white"
        assert matplotlib.rcParams["axes.prop_cycle"] == plots.STYLE["axes.prop_cycle"]


def test_describe_takes_a_pyplot_figure_away_from_pyplot():
    fig, ax = pyplot.subplots()
    ax.plot([1, 2])
    picture = plots.describe(fig, "a rising line")
    assert pyplot.get_fignums() == []
    assert picture.fig is fig and picture.png() == picture.png()


def test_tangents_touch_the_curve_with_its_slope():
    picture = plots.tangent_lines(lambda x: x**3, at=[-1, 0, 2], alt="slopes")
    labels = picture.ax.get_legend_handles_labels()[1]
    assert labels == ["f(x)", "slope 3 at x = −1", "slope 0 at x = 0", "slope 12 at x = 2"]
    tangents = [line for line in picture.ax.lines if len(line.get_xdata()) == 2]
    for tangent, point in zip(tangents, [-1.0, 0.0, 2.0], strict=True):
        (x0, x1), (y0, y1) = tangent.get_data()
        assert (y1 - y0) / (x1 - x0) == pytest.approx(3 * point**2, abs=1e-8)
        assert y0 + (y1 - y0) * (point - x0) / (x1 - x0) == pytest.approx(point**3)


def test_a_descent_starts_at_its_start_and_stays_on_the_curve():
    path = [torch.tensor(0.0, dtype=torch.float64), 1.0, 1.8]
    picture = plots.descent_path(parabola, path, alt="descent")
    assert line(picture, "start").get_xydata().tolist() == [[0.0, 25.0]]
    assert line(picture, "after 2 steps").get_xydata() == pytest.approx(np.array([[1.8, 3.2**2]]))
    x, y = line(picture, "steps").get_data()
    assert y == pytest.approx((x - 5) ** 2)
    curve = line(picture, "f(x)").get_xdata()
    assert curve[0] < 0 and curve[-1] > 1.8


def test_a_contour_path_starts_at_its_start_with_one_scale():
    picture = plots.contour_path(bowl, torch.tensor([[2.0, 1.0], [1.0, 0.2]]), alt="descent")
    assert line(picture, "start").get_xydata().tolist() == [[2.0, 1.0]]
    assert picture.ax.get_aspect() == 1.0
    (low_x, high_x), (low_y, high_y) = picture.ax.get_xlim(), picture.ax.get_ylim()
    assert low_x < 1.0 and high_x > 2.0 and low_y < 0.2 and high_y > 1.0


def test_a_contour_map_can_be_given_its_corners():
    picture = plots.contour_path(bowl, [(2.0, 1.0)], low=(-3, -2), high=(3, 2), alt="descent")
    assert (picture.ax.get_xlim(), picture.ax.get_ylim()) == ((-3, 3), (-2, 2))


def test_an_error_of_zero_leaves_a_gap():
    picture = plots.step_size_errors([1e-1, 1e-2], {"central": torch.tensor([1e-2, 0.0])}, alt="errors")
    assert np.isnan(line(picture, "central").get_ydata()).tolist() == [False, True]
    assert picture.ax.get_xscale() == picture.ax.get_yscale() == "log"


def test_a_function_of_autograd_tensors_draws_without_a_warning(recwarn):
    w = torch.tensor(2.0, requires_grad=True)
    plots.tangent_lines(lambda x: w * x**2, at=[1], alt="slope").png()
    assert [str(warning.message) for warning in recwarn] == []


@pytest.mark.parametrize(
    "result, what", [(None, "NoneType"), (torch.ones(2), r"a tensor of shape \(2,\)"), ("1", "str")], ids=str
)
def test_a_function_that_gives_no_number_is_named(result, what):
    with pytest.raises(TypeError, match=f"f must return one number, not {what}"):
        plots.tangent_lines(lambda x: result, at=[0], alt="slope")


@pytest.mark.parametrize(
    "path, message", [([], "path is empty"), ([0.0, 1e9, float("inf")], "step 2 of the path is not finite")]
)
def test_a_path_that_cannot_be_drawn_is_refused(path, message):
    with pytest.raises(ValueError, match=message):
        plots.descent_path(parabola, path, alt="descent")


def test_errors_and_step_sizes_must_match():
    with pytest.raises(ValueError, match="central: 1 errors for 2 step sizes"):
        plots.step_size_errors([1e-1, 1e-2], {"central": [1e-2]}, alt="errors")
