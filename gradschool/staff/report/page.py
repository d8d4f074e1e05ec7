"""Write the report as one HTML page that needs no other file: pictures are inside, and there is no script."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from functools import partial
from statistics import fmean, median, pstdev, quantiles

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from gradschool.plots.figures import Picture
from gradschool.staff.report import figures
from gradschool.staff.report.summary import Report

MOST_ROWS = 200
NONE = "–"


@dataclass(frozen=True)
class Shown:
    """A picture in the page: a PNG in base64, its size in CSS pixels, and its alt text."""

    data: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Totals:
    """Statistics of the total points of the students who are completely graded."""

    students: int
    mean: float
    median: float
    rows: list[tuple[str, float]]


def render(report: Report, made: date) -> str:
    """Return the page as text, with everything that comes from students escaped. `made` is the date on the page."""
    loader = PackageLoader("gradschool.staff.report")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    share = partial(_number, digits=2, fixed=True)
    environment.filters |= {"number": _number, "share": share, "percent": "{:.0%}".format}
    style, _, _ = loader.get_source(environment, "report.css")
    return environment.get_template("report.html").render(
        report=report,
        made=made.isoformat(),
        style=Markup(style),
        totals=_totals(report.totals),
        items={item.key: item for item in report.items},
        need_help=report.need_help,
        most_rows=MOST_ROWS,
        marks_figure=_shown(figures.marks_distribution(report)) if report.totals else None,
        exercises_figure=_shown(figures.answers_by_exercise(report.items)),
    )


def _totals(points: list[float]) -> Totals | None:
    if not points:
        return None
    low, middle, high = quantiles(points, n=4, method="inclusive") if len(points) > 1 else points * 3
    rows = [("Fewest", points[0]), ("Lower quartile", low), ("Median", middle), ("Upper quartile", high)]
    rows += [("Most", points[-1]), ("Mean", fmean(points)), ("Standard deviation", pstdev(points))]
    return Totals(len(points), fmean(points), median(points), rows)


def _shown(picture: Picture) -> Shown:
    width, height = (round(inches * 100) for inches in picture.fig.get_size_inches())
    return Shown(b64encode(picture.png()).decode(), width, height, picture.alt)


def _number(value: float | None, digits: int = 1, fixed: bool = False) -> str:
    """Return a number as text: a true minus sign, no minus zero, decimals only if needed; a dash for None."""
    if value is None:
        return NONE
    text = f"{round(value, digits) + 0.0:.{digits}f}"
    return (text if fixed else text.removesuffix("." + "0" * digits)).replace("-", "−")
