"""A day's room plan of one site: who holds which room when, and who finds none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import Patch

from sim.report.plots.canvas import BLACK, DARK_VERMILION, VERMILION, Drawing, finish, new_figure
from sim.report.purposes import OTHER
from sim.report.room_day import ROOM_LAYERS, activity_words, layer_of_use, room_day
from sim.report.rooms import rooms_are_modeled, seats_words
from sim.report.words import WEEKDAYS, clock, plural, shorten

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from sim.report.evidence import Evidence
    from sim.report.room_day import Hold, Refusal, Room, RoomDay

#: A plan of more rooms than the first leaves out rooms nobody takes, and of more than the second the least taken ones.
MANY_ROWS, MOST_ROWS = 30, 60
MOST_REFUSALS = 8
_LETTERS = {"larger": "L", "waited": "W", "moved": "M"}
_NO_SHOW: dict[str, Any] = {"facecolor": "white", "edgecolor": "#7A7A7A", "hatch": "/////", "linewidth": 0.6}
_REFUSED: dict[str, Any] = {"facecolor": "white", "edgecolor": VERMILION, "linewidth": 1.6}


def draw(evidence: Evidence, site_id: str | None = None, day: date | None = None) -> Drawing | None:
    """Draw rooms as rows and what holds them as bars; without site or day, those with most refusals.

    Nothing without rooms or records, nor where fewer than 5 people are on site.
    """
    if not rooms_are_modeled(evidence) or (plan := room_day(evidence, site_id, day)) is None:
        return None
    rooms = _rows(plan)
    refusals = plan.refusals[:MOST_REFUSALS]
    first, last = _hours(plan)
    rows = len(refusals) + len(rooms)

    figure = new_figure()
    axes = figure.add_subplot()
    for row, refusal in enumerate(refusals):
        _refusal(axes, row, refusal, (first + last) / 2)
    _holds(axes, plan, {room.room_id: len(refusals) + row for row, room in enumerate(rooms)})
    _rules(axes, rooms, len(refusals))
    axes.set_yticks(range(rows), [*["refused"] * len(refusals), *_labels(rooms)], fontsize=7.5)
    for label in axes.get_yticklabels()[: len(refusals)]:
        label.set_color(DARK_VERMILION)
    axes.set_ylim(rows - 0.4, -0.6)
    axes.set_xlim(first, last)
    step = 60 if last - first <= 900 else 120
    hours = np.arange(-(-first // step) * step, last + 1, step)
    axes.set_xticks(hours, [clock(int(minute)) for minute in hours])
    axes.grid(visible=True, axis="x")
    axes.tick_params(axis="y", length=0)

    chosen = site_id is None and day is None
    title = _title(plan)
    caption = f"{evidence.scope()} {_note(plan, len(rooms), len(refusals), chosen=chosen)}"
    key = _key(plan)
    finish(
        figure, plot_height=0.5 + 0.19 * max(rows, 6), title=title, caption=caption, key=key,
        key_columns=min(len(key), 3),
    )  # fmt: skip
    return Drawing(
        name="room_day_plan",
        title=title,
        reading=(
            "Each row is a room, small ones on top; each bar is the time for which it is held, colored by what for. "
            "Outlined bars on top are those who found no room, at the time they asked for. White between bars is a "
            "free room. A team meeting in a room of one seat is one person on site whose team is elsewhere. The day is "
            "one simulated day"
            + (", chosen because it is a bad one: it shows how rooms run out, not what is usual." if chosen else ".")
        ),
        alternative=f"{title} Plan of {plural(len(rooms), 'room')} through the day.",
        figure=figure,
    )


def _rows(plan: RoomDay) -> list[Room]:
    """Choose the rooms to show, in the order of the plan."""
    held: dict[str, int] = {}
    for hold in plan.holds:
        held[hold.room_id] = held.get(hold.room_id, 0) + hold.end - hold.start
    rooms = [room for room in plan.rooms if len(plan.rooms) <= MANY_ROWS or room.room_id in held]
    if len(rooms) > MOST_ROWS:
        most = sorted(rooms, key=lambda room: (-held.get(room.room_id, 0), room.room_id))[:MOST_ROWS]
        rooms = [room for room in rooms if room in most]
    return rooms


def _holds(axes: Axes, plan: RoomDay, rows: dict[str, int]) -> None:
    for hold in plan.holds:
        if hold.room_id not in rows:
            continue
        row, layer = rows[hold.room_id], layer_of_use(hold.activity)
        style: dict[str, Any] = _NO_SHOW if hold.outcome == "no_show" else {"color": layer.color}
        axes.barh(row, hold.end - hold.start, left=hold.start, height=0.72, **style)
        if hold.outcome in _LETTERS:
            axes.text(
                (hold.start + hold.end) / 2, row, _LETTERS[hold.outcome],
                ha="center", va="center_baseline", fontsize=7, fontweight="bold", color=layer.ink,
            )  # fmt: skip


def _refusal(axes: Axes, row: int, refusal: Refusal, middle: float) -> None:
    """Draw who found no room, with words on the side where there is place for them."""
    axes.barh(row, refusal.end - refusal.start, left=refusal.start, height=0.62, **_REFUSED)
    words = activity_words(refusal.activity)
    what = "more people than any room seats" if refusal.too_large else f"asked for {seats_words(refusal.seats)}"
    late = (refusal.start + refusal.end) / 2 > middle
    axes.annotate(
        f"{words}, {what}", (refusal.start if late else refusal.end, row), xytext=(-4 if late else 4, 0),
        textcoords="offset points", ha="right" if late else "left", va="center", fontsize=7.5, color=DARK_VERMILION,
    )  # fmt: skip


def _rules(axes: Axes, rooms: list[Room], refusals: int) -> None:
    """Part the sizes from each other, and the refused from all."""
    if refusals:
        axes.axhline(refusals - 0.5, color=BLACK, linewidth=0.9)
    for row in range(1, len(rooms)):
        if rooms[row].seats != rooms[row - 1].seats:
            axes.axhline(refusals + row - 0.5, color="#9A9A9A", linewidth=0.7)


def _labels(rooms: list[Room]) -> list[str]:
    return [f"{shorten(room.room_id, 24)}, {seats_words(room.seats)}" for room in rooms]


def _hours(plan: RoomDay) -> tuple[int, int]:
    """Give the opening hours of the rooms; where they never close, the hours in which anything happens."""
    bars: list[Hold | Refusal] = [*plan.holds, *plan.refusals]
    opens, closes = min(room.opens for room in plan.rooms), max(room.closes for room in plan.rooms)
    if closes - opens >= 1440:
        opens, closes = min(bar.start for bar in bars) // 60 * 60, max(bar.end for bar in bars)
    return min(opens, *(bar.start for bar in bars)), max(closes, *(bar.end for bar in bars))


def _key(plan: RoomDay) -> dict[str, Artist]:
    used = {layer_of_use(hold.activity).words for hold in plan.holds if hold.outcome != "no_show"}
    found: dict[str, Artist] = {
        layer.words: Patch(color=layer.color) for layer in (*ROOM_LAYERS, OTHER) if layer.words in used
    }
    if any(hold.outcome == "no_show" for hold in plan.holds):
        found["booked, nobody came"] = Patch(**_NO_SHOW)
    if plan.refusals:
        found["refused, as asked for"] = Patch(**_REFUSED)
    return found


def _note(plan: RoomDay, drawn: int, refused: int, *, chosen: bool) -> str:
    """Say which day this is, what letters mean, and what is left out."""
    letters = {"larger": "L: a larger room, the right ones being taken.", "waited": "W: after waiting.",
               "moved": "M: at another time than asked for."}  # fmt: skip
    said = [f"Replication {plan.replication}."]
    if chosen:
        said.append("The site and day of that replication with most refused, or else most requests.")
    said += [words for outcome, words in letters.items() if any(hold.outcome == outcome for hold in plan.holds)]
    if drawn < len(plan.rooms):
        said.append(f"{plural(len(plan.rooms) - drawn, 'room')} that nobody or hardly anybody takes left out.")
    if refused < len(plan.refusals):
        said.append(f"{len(plan.refusals) - refused} more refused left out.")
    return " ".join(said)


def _title(plan: RoomDay) -> str:
    when = f"{WEEKDAYS[plan.day.weekday()]} {plan.day.isoformat()}"
    asked = f"{plural(plan.requests, 'request')} for {plural(len(plan.rooms), 'room')}"
    start = f"{shorten(plan.name, 30)} on {when}: {asked}"
    if not plan.refusals:
        return f"{start}, nobody refused."
    number, too_large = len(plan.refusals), sum(refusal.too_large for refusal in plan.refusals)
    if too_large == number:
        return f"{start}, {number} refused, for more people than the largest room seats."
    if too_large:
        return f"{start}, {number} refused, {too_large} of them for more people than the largest room seats."
    empty = plan.empty_when_first_refused
    if not empty:
        return f"{start}, {number} refused."
    who = "the only one" if number == 1 else "the first of them"
    rooms = f"{plural(empty, 'room')} large enough {'was' if empty == 1 else 'were'}"
    return f"{start}, {number} refused; when {who} asked, {rooms} empty, booked by people who never came."
