"""A day's room plan of one site: who holds which room when, and who finds none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import Patch

from sim.report.phrases import clock_in
from sim.report.plots.canvas import BLACK, DARK_VERMILION, VERMILION, Drawing, finish, new_figure
from sim.report.plots.spoken import weekday_and_date_in
from sim.report.purposes import OTHER
from sim.report.room_day import ROOM_LAYERS, activity_words, layer_of_use, room_day
from sim.report.rooms import rooms_are_modeled, rooms_of, seats_words
from sim.report.words import shorten

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.room_day import Hold, Refusal, Room, RoomDay

#: A plan of more rooms than the first leaves out rooms nobody takes, and of more than the second the least taken ones.
MANY_ROWS, MOST_ROWS = 30, 60
MOST_REFUSALS = 8
#: What became of a request that is marked by a letter.
_LETTERED = ("larger", "waited", "moved")
_NO_SHOW: dict[str, Any] = {"facecolor": "white", "edgecolor": "#7A7A7A", "hatch": "/////", "linewidth": 0.6}
_REFUSED: dict[str, Any] = {"facecolor": "white", "edgecolor": VERMILION, "linewidth": 1.6}


def draw(evidence: Evidence, site_id: str | None = None, day: date | None = None) -> Drawing | None:
    """Draw rooms as rows and what holds them as bars; without site or day, those with most refusals.

    Nothing without rooms or records, nor where fewer than 5 people are on site.
    """
    if not rooms_are_modeled(evidence) or (plan := room_day(evidence, site_id, day)) is None:
        return None
    language, rooms = evidence.language, _rows(plan)
    refusals = plan.refusals[:MOST_REFUSALS]
    first, last = _hours(plan)
    rows = len(refusals) + len(rooms)

    figure = new_figure()
    axes = figure.add_subplot()
    for row, refusal in enumerate(refusals):
        _refusal(axes, row, refusal, (first + last) / 2, language)
    _holds(axes, plan, {room.room_id: len(refusals) + row for row, room in enumerate(rooms)}, language)
    _rules(axes, rooms, len(refusals))
    refused = language.say("roomfigure.plan.refused")
    axes.set_yticks(range(rows), [*[refused] * len(refusals), *_labels(rooms, language)], fontsize=7.5)
    for label in axes.get_yticklabels()[: len(refusals)]:
        label.set_color(DARK_VERMILION)
    axes.set_ylim(rows - 0.4, -0.6)
    axes.set_xlim(first, last)
    step = 60 if last - first <= 900 else 120
    hours = np.arange(-(-first // step) * step, last + 1, step)
    axes.set_xticks(hours, [clock_in(language, int(minute)) for minute in hours])
    axes.grid(visible=True, axis="x")
    axes.tick_params(axis="y", length=0)

    chosen = site_id is None and day is None
    title = _title(plan, language)
    caption = f"{evidence.scope()} {_note(plan, len(rooms), len(refusals), language, chosen=chosen)}"
    key = _key(plan, language)
    finish(
        figure, plot_height=0.5 + 0.19 * max(rows, 6), title=title, caption=caption, key=key,
        key_columns=min(len(key), 3),
    )  # fmt: skip
    return Drawing(
        name="room_day_plan",
        title=title,
        reading=language.say("roomfigure.plan.reading_chosen" if chosen else "roomfigure.plan.reading"),
        alternative=language.say(
            "roomfigure.plan.alternative", title=title, rooms=language.plural("amount.rooms", len(rooms))
        ),
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


def _holds(axes: Axes, plan: RoomDay, rows: dict[str, int], language: Language) -> None:
    for hold in plan.holds:
        if hold.room_id not in rows:
            continue
        row, layer = rows[hold.room_id], layer_of_use(hold.activity)
        style: dict[str, Any] = _NO_SHOW if hold.outcome == "no_show" else {"color": layer.color}
        axes.barh(row, hold.end - hold.start, left=hold.start, height=0.72, **style)
        if hold.outcome in _LETTERED:
            axes.text(
                (hold.start + hold.end) / 2, row, language.say(f"roomfigure.plan.letter_{hold.outcome}"),
                ha="center", va="center_baseline", fontsize=7, fontweight="bold", color=layer.ink,
            )  # fmt: skip


def _refusal(axes: Axes, row: int, refusal: Refusal, middle: float, language: Language) -> None:
    """Draw who found no room, with words on the side where there is place for them."""
    axes.barh(row, refusal.end - refusal.start, left=refusal.start, height=0.62, **_REFUSED)
    activity = activity_words(refusal.activity, language)
    if refusal.too_large:
        words = language.say("roomfigure.plan.too_large", activity=activity)
    else:
        seats = rooms_of(refusal.seats, language)
        words = language.say("roomfigure.plan.asked_for", activity=activity, seats=seats)
    late = (refusal.start + refusal.end) / 2 > middle
    axes.annotate(
        words, (refusal.start if late else refusal.end, row), xytext=(-4 if late else 4, 0),
        textcoords="offset points", ha="right" if late else "left", va="center", fontsize=7.5, color=DARK_VERMILION,
    )  # fmt: skip


def _rules(axes: Axes, rooms: list[Room], refusals: int) -> None:
    """Part the sizes from each other, and the refused from all."""
    if refusals:
        axes.axhline(refusals - 0.5, color=BLACK, linewidth=0.9)
    for row in range(1, len(rooms)):
        if rooms[row].seats != rooms[row - 1].seats:
            axes.axhline(refusals + row - 0.5, color="#9A9A9A", linewidth=0.7)


def _labels(rooms: list[Room], language: Language) -> list[str]:
    return [
        language.say("roomfigure.plan.room", room=shorten(room.room_id, 24), seats=seats_words(room.seats, language))
        for room in rooms
    ]


def _hours(plan: RoomDay) -> tuple[int, int]:
    """Give the opening hours of the rooms; where they never close, the hours in which anything happens."""
    bars: list[Hold | Refusal] = [*plan.holds, *plan.refusals]
    opens, closes = min(room.opens for room in plan.rooms), max(room.closes for room in plan.rooms)
    if closes - opens >= 1440:
        opens, closes = min(bar.start for bar in bars) // 60 * 60, max(bar.end for bar in bars)
    return min(opens, *(bar.start for bar in bars)), max(closes, *(bar.end for bar in bars))


def _key(plan: RoomDay, language: Language) -> dict[str, Artist]:
    used = {layer_of_use(hold.activity) for hold in plan.holds if hold.outcome != "no_show"}
    found: dict[str, Artist] = {
        layer.words_in(language): Patch(color=layer.color) for layer in (*ROOM_LAYERS, OTHER) if layer in used
    }
    if any(hold.outcome == "no_show" for hold in plan.holds):
        found[language.say("roomfigure.plan.nobody_came")] = Patch(**_NO_SHOW)
    if plan.refusals:
        found[language.say("roomfigure.plan.as_asked")] = Patch(**_REFUSED)
    return found


def _note(plan: RoomDay, drawn: int, refused: int, language: Language, *, chosen: bool) -> str:
    """Say which day this is, what letters mean, and what is left out."""
    said = [language.say("roomfigure.plan.replication", number=str(plan.replication))]
    if chosen:
        said.append(language.say("roomfigure.plan.chosen"))
    outcomes = {hold.outcome for hold in plan.holds}
    said += [language.say(f"roomfigure.plan.was_{outcome}") for outcome in _LETTERED if outcome in outcomes]
    if drawn < len(plan.rooms):
        said.append(language.plural("roomfigure.plan.rooms_left", len(plan.rooms) - drawn))
    if refused < len(plan.refusals):
        said.append(language.say("roomfigure.plan.refused_left", number=str(len(plan.refusals) - refused)))
    return " ".join(said)


def _title(plan: RoomDay, language: Language) -> str:
    said = {
        "site": shorten(plan.name, 30),
        "date": weekday_and_date_in(language, plan.day),
        "requests": language.plural("roomfigure.plan.requests", plan.requests),
        "rooms": language.plural("amount.rooms", len(plan.rooms)),
    }
    if not plan.refusals:
        return language.say("roomfigure.plan.title", **said)
    number, too_large = len(plan.refusals), sum(refusal.too_large for refusal in plan.refusals)
    if too_large == number:
        return language.plural("roomfigure.plan.title_too_large", number, **said)
    said["refused"] = str(number)
    if too_large:
        return language.say("roomfigure.plan.title_some_too_large", large=str(too_large), **said)
    empty = plan.empty_when_first_refused
    if not empty:
        return language.say("roomfigure.plan.title_refused", **said)
    if number == 1:
        return language.plural("roomfigure.plan.title_only", empty, **said)
    return language.plural("roomfigure.plan.title_first", empty, **said)
