"""Rooms wanted on a busy day against the rooms that exist, by site and size: which rooms are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from sim.report.plots.canvas import BLACK, BLUE, DARK_VERMILION, GRAY, VERMILION, Drawing, finish, new_figure
from sim.report.rooms import room_sizes, rooms_are_modeled, rooms_of, seats_words
from sim.report.words import count, percent, short_labels, shorten

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.rooms import RoomSize

MOST_ROWS, MOST_COLUMNS = 20, 8
_SUPPLY = "#C9D3DA"
#: Below this share nobody would see a number of refusals as a shortage.
_WORTH_A_NUMBER = 0.01


def draw(evidence: Evidence) -> Drawing | None:
    """Draw a bar of rooms and a mark of what is wanted in each cell of sites by sizes; nothing without rooms."""
    if not rooms_are_modeled(evidence):
        return None
    language = evidence.language
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
            _cell(axes, (seats.index(size.seats), row), size, most, language)
    axes.set_yticks(range(len(sites)), [names[site_id] for site_id in sites])
    heads = [seats_words(size, language) for size in seats]
    axes.set_xticks([column + 0.45 for column in range(len(seats))], heads, fontweight="bold")
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlim(-0.06, len(seats))
    axes.set_ylim(len(sites) - 0.5, -0.5)
    for row in range(len(sites) - 1):
        axes.axhline(row + 0.5, color="#DDDDDD", linewidth=0.7)

    title = _title(sizes, language, busy=busy)
    left_out = len({size.seats for size in sizes if size.rooms}) - len(seats)
    sizes_left = f" {language.plural('roomfigure.wanted.sizes_left', left_out)}" if left_out else ""
    note = language.say(
        "roomfigure.wanted.note",
        of=language.say("roomfigure.wanted.of" if busy else "roomfigure.wanted.of_mean"),
        limits=language.say(
            "roomfigure.wanted.limits" if shown[0].wanted.low is not None else "figure.one_replication"
        ),
    )
    caption = f"{evidence.scope()} {note}{evidence.left_out(len(sites))}{sizes_left}"
    finish(figure, plot_height=0.4 + 0.58 * len(sites), title=title, caption=caption, key=_key(shown, language))
    return Drawing(
        name="rooms_wanted",
        title=title,
        reading=language.say("roomfigure.wanted.reading"),
        alternative=language.say(
            "roomfigure.wanted.alternative",
            title=title,
            sites=language.plural("amount.sites", len(sites)),
            sizes=language.plural("roomfigure.sizes", len(seats)),
        ),
        figure=figure,
    )


def _cell(axes: Axes, place: tuple[int, int], size: RoomSize, most: float, language: Language) -> None:
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
    number, rooms = language.number(_number(wanted)), language.number(count(size.rooms))
    axes.text(
        left, row - 0.14,
        language.say("roomfigure.wanted.cell", wanted=number, rooms=rooms) + (" \u25b2" if over else ""),
        fontsize=8.2, va="bottom", color=BLACK if not over else DARK_VERMILION,
        fontweight="bold" if size.clearly_short else "normal",
    )  # fmt: skip
    if _refused(size) >= _WORTH_A_NUMBER:
        note = language.say("roomfigure.wanted.refused", share=language.number(percent(_refused(size))))
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


def _key(shown: list[RoomSize], language: Language) -> dict[str, Artist]:
    def mark(color: str) -> Line2D:
        return Line2D([], [], marker="D", markersize=5, color=color, markeredgecolor="white", linewidth=1.6)

    over = any(size.missing for size in shown)
    bold = any(size.clearly_short for size in shown)
    short = language.say("roomfigure.wanted.short_bold" if bold else "roomfigure.wanted.short")
    return {
        language.say("roomfigure.wanted.rooms"): Patch(color=_SUPPLY, linewidth=0),
        language.say("roomfigure.wanted.enough"): mark(BLUE),
        **({short: mark(VERMILION)} if over else {}),
    }


def _title(sizes: list[RoomSize], language: Language, *, busy: bool) -> str:
    """Say for which size most sites miss rooms, and who is refused most."""
    there = [size for size in sizes if size.rooms]
    refused = [size for size in there if _refused(size) >= _WORTH_A_NUMBER]
    wanted = _wanted(there, language.say("roomfigure.wanted.day" if busy else "roomfigure.wanted.day_mean"), language)
    if not refused:
        return language.say("roomfigure.wanted.title", wanted=wanted)
    most = max(refused, key=_refused)
    return language.say(
        "roomfigure.wanted.title_refused",
        wanted=wanted,
        seats=rooms_of(most.seats, language),
        site=shorten(most.name, 30),
        share=language.with_interval(most.refused, percent),
    )


def _wanted(there: list[RoomSize], day: str, language: Language) -> str:
    short: dict[int, list[RoomSize]] = {}
    for size in there:
        if size.missing:
            short.setdefault(size.seats, []).append(size)
    sites = len({size.site_id for size in there})
    if not short:
        if sites > 1:
            return language.say("roomfigure.wanted.none_anywhere", day=day)
        return language.say("roomfigure.wanted.none_here", day=day, site=shorten(there[0].name, 30))
    seats = min(short, key=lambda size: (-len(short[size]), size))
    worst = max(short[seats], key=lambda size: size.missing)
    serves = max(map(_refused, short[seats])) < _WORTH_A_NUMBER
    said = {
        "day": day,
        "seats": rooms_of(seats, language),
        "site": shorten(worst.name, 30),
        "wanted": language.with_interval(worst.wanted, _number),
        "rooms": language.number(count(worst.rooms)),
        "instead": language.say("roomfigure.wanted.instead") if serves else "",
    }
    if sites == 1:
        return language.say("roomfigure.wanted.short_here", **said)
    all_sites = language.plural("amount.sites", sites)
    return language.say("roomfigure.wanted.short_at", short=str(len(short[seats])), sites=all_sites, **said)


def _refused(size: RoomSize) -> float:
    return size.refused.estimate or 0.0
