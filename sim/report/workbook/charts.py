"""Draws charts natively, from the cells of a table, so that they follow when somebody changes a number."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from sim.report.workbook.book import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.report.workbook.book import Chart, Column, Table

_SIZE = {"width": 760, "height": 420}
#: Those of the figures (Okabe and Ito), then darker ones.
_COLORS = ("#0072B2", "#D55E00", "#009E73", "#E69F00", "#56B4E9", "#CC79A7", "#000000", "#7F7F7F", "#003C66", "#8C3A00")
#: More lines cannot be told apart, and Excel opens no chart with more than 255.
_MOST_SERIES = 20
_MARKER = {"scatter": 9, "line": 4, "bar": 4}


def drawn(file: Any, sheet: str, first: int, table: Table, chart: Chart) -> Any:  # noqa: ANN401 (xlsxwriter has no types)
    """Draw columns of the table whose rows begin in row `first`."""
    places = {column.head: place for place, column in enumerate(table.columns)}
    across, up = places[chart.across], places[chart.up]
    made = file.add_chart({"type": chart.kind})
    for number, (start, end, named) in enumerate(islice(_series(table, chart, places), _MOST_SERIES)):
        color = {"color": _COLORS[number % len(_COLORS)]}
        series = {
            "categories": [sheet, first + start, across, first + end, across],
            "values": [sheet, first + start, up, first + end, up],
            **({"name": [sheet, first + start, named]} if named is not None else {}),
            "marker": {"type": "circle", "size": _MARKER[chart.kind], "fill": color, "border": color},
            **({"line": color} if chart.kind == "line" else {"fill": color} if chart.kind == "bar" else {}),
        }
        made.add_series(series)
    made.set_title({"name": chart.title, "overlay": False, "name_font": {"size": 12}})
    axes: list[dict[str, object]] = [{"name": chart.across, "num_format": _code_of(table.columns[across])}]
    axes.append({"name": chart.up, "num_format": _code_of(table.columns[up])})
    if chart.kind == "bar":  # drawn sideways, the first row on top
        axes = [axes[1], {"reverse": True, "name": ""}]
    made.set_x_axis(axes[0])
    made.set_y_axis(axes[1])
    made.set_legend({"none": True} if not chart.by else {"position": "right"})
    made.set_size(_SIZE)
    return made


def _code_of(column: Column) -> str:
    """Return the number format of a column, that of its first number."""
    return next((entry.form.code for entry in column.entries if isinstance(entry, Figure)), "General")


def _series(table: Table, chart: Chart, places: dict[str, int]) -> Iterator[tuple[int, int, int | None]]:
    """Yield first row, last row and column of the name of each series."""
    if not chart.by:
        yield 0, table.rows - 1, None
        return
    start = 0
    for name, run in groupby(table.columns[places[chart.by]].entries):
        rows = len(list(run))
        if name != chart.left_out:
            yield start, start + rows - 1, places[chart.by]
        start += rows
