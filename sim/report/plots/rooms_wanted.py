"""Rooms wanted on a busy day against the rooms that exist, by site and size: which rooms are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from sim.report.plots.canvas import BLACK, BLUE, DARK_VERMILION, GRAY, VERMILION, Drawing, finish, new_figure
from sim.report.rooms import room_sizes, rooms_are_modeled, seats_words
from sim.report.words import count, percent, plural, short_labels, shorten, with_interval

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from sim.report.evidence import Evidence
    from sim.report.rooms import RoomSize

MOST_ROWS, MOST_COLUMNS = 20, 8
_SUPPLY = "#C9D3DA"
#: Below this share nobody would see a number of refusals as a shortage.
_WORTH_A_NUMBER = 0.01


def draw(evidence: Evidence) -> Drawing | None:
    """Draw a bar of rooms and a mark of what is wanted in each cell of sites by sizes; nothing without rooms."""
    if not rooms_are_modeled(evidence):
        return None
    sizes, busy = room_sizes(evidence)
    sites, seats = _rows(sizes), _columns(sizes)
    shown = [size for size in sizes if size.site_id in sites and size.seats in seats and size.rooms]
    if not shown:
        return None
    names = short_labels({size.site_id: size.name for size in shown}, 22)

    figure = new_figure()
    axes = figure.add_subplot()
    for row, site_id in enumerate(sites):
        here = [size for size in shown if size.site_id == site_id]
        most = max(max(size.rooms, size.wanted.high or size.wanted.estimate or 0) for size in here)
        for size in here:
            _cell(axes, (seats.index(size.seats), row), size, most)
    axes.set_yticks(range(len(sites)), [names[site_id] for site_id in sites])
    axes.set_xticks(
        [column + 0.45 for column in range(len(seats))], [seats_words(size) for size in seats], fontweight="bold"
    )
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlim(-0.06, len(seats))
    axes.set_ylim(len(sites) - 0.5, -0.5)
    for row in range(len(sites) - 1):
        axes.axhline(row + 0.5, color="#DDDDDD", linewidth=0.7)

    title = _title(sizes, busy=busy)
    of = "the 95 % day" if busy else "an average day (too few days for the 95 % day)"
    left_out = plural(len({size.seats for size in sizes if size.rooms}) - len(seats), "size")
    sizes_left = "" if left_out.startswith("0") else f" {left_out} left out here; the page's table has all."
    limits = "Line: 95 % interval. " if shown[0].wanted.low is not None else "One replication: no interval. "
    caption = (
        f"{evidence.scope()} Wanted: the most rooms of that size wanted at one moment of {of}, each from when it was "
        f"asked for. {limits}Refused: share of requests for that size that got no room of any size; from 1 % on. Bars "
        f"are to scale within a site.{evidence.left_out(len(sites))}{sizes_left}"
    )
    finish(figure, plot_height=0.4 + 0.58 * len(sites), title=title, caption=caption, key=_key(shown))
    return Drawing(
        name="rooms_wanted",
        title=title,
        reading=(
            "Each row is a site, each column a size of rooms. The bar is the rooms that exist, the mark the rooms "
            "wanted; a mark right of its bar and \u25b2 mean that more are wanted than exist. Who finds no room of the "
            "right size takes a larger one, so a size may be short while nobody is refused: then the larger rooms do "
            "its work. Parties of more people than the largest room of the site seats count in that size and are "
            "refused whatever is free."
        ),
        alternative=f"{title} Table of bars, {plural(len(sites), 'site')} by {plural(len(seats), 'size')}.",
        figure=figure,
    )


def _cell(axes: Axes, place: tuple[int, int], size: RoomSize, most: float) -> None:
    """Draw the rooms of one site and size; a cell is 1 wide, of which 0.9 stand for the most of the site."""
    left, row = place
    scale, middle = 0.9 / most, row + 0.01
    axes.add_patch(Rectangle((left, middle - 0.11), size.rooms * scale, 0.22, facecolor=_SUPPLY, linewidth=0))
    wanted = size.wanted.estimate or 0
    over = size.missing > 0
    color = VERMILION if over else BLUE
    if size.wanted.low is not None and size.wanted.high is not None:
        axes.plot(
            [left + size.wanted.low * scale, left + size.wanted.high * scale], [middle, middle],
            color=color, linewidth=1.6, solid_capstyle="butt",
        )  # fmt: skip
    axes.plot(left + wanted * scale, middle, marker="D", markersize=5, color=color, markeredgecolor="white")
    axes.text(
        left, row - 0.14, f"{_number(wanted)} of {count(size.rooms)}" + (" \u25b2" if over else ""),
        fontsize=8.2, va="bottom", color=BLACK if not over else DARK_VERMILION,
        fontweight="bold" if size.clearly_short else "normal",
    )  # fmt: skip
    if _refused(size) >= _WORTH_A_NUMBER:
        note = f"{percent(_refused(size))} refused"
        axes.text(left, row + 0.16, note, fontsize=7.5, va="top", color=GRAY)


def _number(value: float) -> str:
    """Write rooms wanted; a mean day has a decimal."""
    return count(value) if value == round(value) else f"{value:.1f}"


def _rows(sizes: list[RoomSize]) -> list[str]:
    """Sites with any rooms, those first where the worst size is wanted most in relation to its rooms."""
    worst: dict[str, float] = {}
    for size in sizes:
        if size.rooms:
            worst[size.site_id] = max(worst.get(size.site_id, 0.0), (size.wanted.estimate or 0) / size.rooms)
    return sorted(worst, key=lambda site_id: (-worst[site_id], site_id))[:MOST_ROWS]


def _columns(sizes: list[RoomSize]) -> list[int]:
    """Sizes from small to large; where there are too many, those of most rooms."""
    rooms: dict[int, int] = {}
    for size in sizes:
        if size.rooms:
            rooms[size.seats] = rooms.get(size.seats, 0) + size.rooms
    return sorted(sorted(rooms, key=lambda seats: (-rooms[seats], seats))[:MOST_COLUMNS])


def _key(shown: list[RoomSize]) -> dict[str, Artist]:
    def mark(color: str) -> Line2D:
        return Line2D([], [], marker="D", markersize=5, color=color, markeredgecolor="white", linewidth=1.6)

    over = any(size.missing for size in shown)
    bold = " (bold: interval too)" if any(size.clearly_short for size in shown) else ""
    return {
        "rooms that exist": Patch(color=_SUPPLY, linewidth=0),
        "wanted, and as many exist": mark(BLUE),
        **({f"more wanted than exist \u25b2{bold}": mark(VERMILION)} if over else {}),
    }


def _title(sizes: list[RoomSize], *, busy: bool) -> str:
    """Say for which size most sites miss rooms, and who is refused most."""
    there = [size for size in sizes if size.rooms]
    refused = [size for size in there if _refused(size) >= _WORTH_A_NUMBER]
    wanted = _wanted(there, "95 % day" if busy else "average day")
    if not refused:
        return f"{wanted}; hardly anybody is refused."
    most = max(refused, key=_refused)
    return (
        f"{wanted}; refused most are those asking for {seats_words(most.seats)} at {shorten(most.name, 30)}, "
        f"{with_interval(most.refused, percent)} of them."
    )


def _wanted(there: list[RoomSize], day: str) -> str:
    short: dict[int, list[RoomSize]] = {}
    for size in there:
        if size.missing:
            short.setdefault(size.seats, []).append(size)
    sites = len({size.site_id for size in there})
    if not short:
        who = "no site wants" if sites > 1 else f"{shorten(there[0].name, 30)} does not want"
        return f"On the {day} {who} more rooms of any size than it has"
    seats = min(short, key=lambda size: (-len(short[size]), size))
    worst = max(short[seats], key=lambda size: size.missing)
    instead = ", but larger rooms serve instead" if max(map(_refused, short[seats])) < _WORTH_A_NUMBER else ""
    where = f"at {shorten(worst.name, 30)}" if sites == 1 else f"at {len(short[seats])} of {plural(sites, 'site')}"
    most = "" if sites == 1 else f"most at {shorten(worst.name, 30)}: "
    return (
        f"On the {day} more rooms of {seats_words(seats)} are wanted than exist {where} "
        f"({most}{with_interval(worst.wanted, _number)} for its {count(worst.rooms)}){instead}"
    )


def _refused(size: RoomSize) -> float:
    return size.refused.estimate or 0.0
