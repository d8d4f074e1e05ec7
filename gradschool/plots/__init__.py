"""Figures in the house style, with alt text. The slider is apart, in `gradschool.plots.slider`: it loads ipywidgets."""

from gradschool.plots.figures import (
    MARKERS,
    PALETTE,
    STYLE,
    Picture,
    contour_path,
    descent_path,
    describe,
    step_size_errors,
    tangent_lines,
    use_style,
)

__all__ = [
    "MARKERS",
    "PALETTE",
    "STYLE",
    "Picture",
    "contour_path",
    "descent_path",
    "describe",
    "step_size_errors",
    "tangent_lines",
    "use_style",
]
