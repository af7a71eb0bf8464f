"""Booked against used hours of rooms, as shares of the hours for which they are open, by size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Patch

from sim.report.plots.canvas import BLACK, BLUE, ORANGE, Drawing, finish, new_figure
from sim.report.plots.spoken import spoken_ticks
from sim.report.room_hours import hours_by_seats
from sim.report.rooms import rooms_are_modeled, rooms_of, seats_words
from sim.report.words import fine_percent, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.room_hours import RoomHours
    from sim.stats.interval import Interval

_HALF = 0.19


def draw(evidence: Evidence) -> Drawing | None:
    """Draw two bars per size, booked above used; nothing without rooms."""
    if not rooms_are_modeled(evidence) or not (hours := hours_by_seats(evidence)):
        return None
    language = evidence.language
    figure = new_figure()
    axes = figure.add_subplot()
    highest = max(max(_top(size.booked), _top(size.used)) for size in hours)
    for row, size in enumerate(hours):
        _bar(axes, row - _HALF, size.booked, ORANGE, highest, language)
        _bar(axes, row + _HALF, size.used, BLUE, highest, language)
    labels = [f"{seats_words(size.seats, language)}\n{language.plural('amount.rooms', size.rooms)}" for size in hours]
    axes.set_yticks(range(len(hours)), labels)
    axes.set_ylim(len(hours) - 0.45, -0.55)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0, 100 * max(highest * 1.25, 0.02))
    axes.grid(visible=True, axis="x")
    axes.set_xlabel(language.say("roomfigure.hours.axis"))
    spoken_ticks(axes, language, "x")

    title = _title(hours, language)
    many = evidence.demand.replications > 1
    interval = language.say("roomfigure.hours.interval" if many else "figure.one_replication")
    note = language.say("roomfigure.hours.note", interval=interval)
    caption = f"{evidence.scope()} {note}{evidence.left_out(len(evidence.answer.sites))}"
    key = {
        language.say("roomfigure.hours.booked"): Patch(color=ORANGE),
        language.say("roomfigure.hours.used"): Patch(color=BLUE),
    }
    finish(figure, plot_height=0.75 + 0.52 * len(hours), title=title, caption=caption, key=key)
    return Drawing(
        name="room_hours",
        title=title,
        reading=language.say("roomfigure.hours.reading"),
        alternative=language.say(
            "roomfigure.hours.alternative", title=title, sizes=language.plural("roomfigure.sizes", len(hours))
        ),
        figure=figure,
    )


def _bar(axes: Axes, place: float, share: Interval, color: str, highest: float, language: Language) -> None:
    value = 100 * (share.estimate or 0)
    axes.barh(place, value, height=2 * _HALF - 0.03, color=color)
    if share.low is not None and share.high is not None:
        axes.plot([100 * share.low, 100 * share.high], [place, place], color=BLACK, linewidth=1.3)
    axes.text(
        100 * (_top(share) + highest * 0.012), place, language.with_interval(share, fine_percent),
        va="center", fontsize=8.2,
    )  # fmt: skip


def _top(share: Interval) -> float:
    return max(share.high or 0.0, share.estimate or 0.0)


def _title(hours: list[RoomHours], language: Language) -> str:
    """Say how much is booked and used of all rooms, and which size is used most."""
    minutes = sum(size.open_minutes for size in hours)
    booked, used = (
        sum((share.estimate or 0) * size.open_minutes for share, size in zip(shares, hours, strict=True)) / minutes
        for shares in ([size.booked for size in hours], [size.used for size in hours])
    )
    said = {"booked": language.number(percent(booked)), "used": language.number(percent(used))}
    if len(hours) == 1:
        return language.say("roomfigure.hours.title_one_size", **said)
    most, least = (choose(hours, key=lambda size: size.used.estimate or 0) for choose in (max, min))
    return language.say(
        "roomfigure.hours.title",
        most=rooms_of(most.seats, language),
        high=language.number(percent(most.used.estimate or 0)),
        least=rooms_of(least.seats, language),
        low=language.number(percent(least.used.estimate or 0)),
        **said,
    )
