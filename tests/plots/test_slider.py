"""The learning-rate slider: a widget where there are widgets, one picture everywhere, the same stored output always."""

import re
from base64 import b64decode

import nbformat
import pytest
from IPython.core.formatters import DisplayFormatter
from nbformat.v4 import new_code_cell, new_notebook

from gradschool.plots.slider import VIEW, descent, learning_rate_slider
from gradschool.staff.authoring.run_notebook import execute
from gradschool.staff.course.notebooks import normalise


def parabola(x):
    return (x - 5) ** 2


def slider(rates=(0.1, 0.5, 1.1), **changed):
    return learning_rate_slider(parabola, 0.0, rates, **({"low": -2.0, "high": 12.0, "alt": "descents"} | changed))


def steps_of(panel):
    return next(line.get_xdata() for line in panel.lines if line.get_label() == "steps")


def test_each_panel_starts_at_the_start_and_stays_on_the_curve():
    for panel in slider().fig.axes:
        for drawn in panel.lines:
            assert drawn.get_ydata() == pytest.approx((drawn.get_xdata() - 5) ** 2)
        assert steps_of(panel)[0] == 0.0


def test_the_steps_are_those_of_the_learning_rate():
    assert descent(parabola, 0.0, 0.25, 3) == pytest.approx([0.0, 2.5, 3.75, 4.375])


def test_a_descent_that_runs_away_is_drawn_while_it_is_inside():
    titles = [panel.get_title() for panel in slider().fig.axes]
    assert "after 12 steps" in titles[0] and "leaves at step" in titles[2]
    assert descent(lambda x: x**4, 10.0, 1.0, 50)[-1] != 0.0


def test_moving_the_slider_draws_another_picture():
    control, picture = slider().widget.children
    before = picture.value
    control.value = 0.25
    assert picture.value != before
    assert 'alt="Descent with the learning rate 0.25' in picture.value
    assert b64decode(re.search(r"base64,([^\"]+)", picture.value)[1]).startswith(b"\x89PNG")


def test_the_slider_runs_from_the_least_to_the_largest_rate():
    control, _ = slider().widget.children
    assert (control.min, control.max, control.value) == (0.1, 1.1, 0.1)


def test_a_frontend_may_choose_between_widget_and_picture():
    data, metadata = DisplayFormatter().format(slider())
    assert {"image/png", "text/plain", VIEW} <= data.keys()
    assert data["text/plain"] == "Picture: descents"
    assert metadata["image/png"] == {"alt": "descents"}


def test_a_start_outside_the_picture_is_refused():
    with pytest.raises(ValueError, match="not between"):
        slider(low=1.0)


@pytest.mark.slow
def test_what_is_stored_is_the_picture_alone_and_the_same_each_time(tmp_path):
    code = (
        "from gradschool.plots.slider import learning_rate_slider\n"
        "learning_rate_slider(lambda x: x**2, 1.0, [0.1, 0.9], low=-2.0, high=2.0, alt='descents')"
    )
    runs = []
    for _ in range(2):
        nb = execute(new_notebook(cells=[new_code_cell(code, id="slider")]), tmp_path, "slider.ipynb")
        runs.append(nbformat.writes(normalise(nb, outputs=True)))
    assert runs[0] == runs[1]
    stored = nbformat.reads(runs[0], 4)
    assert stored.cells[0].outputs[0].data.keys() == {"image/png", "text/plain"}
    assert "widgets" not in stored.metadata
