"""Booked against used hours of rooms, as shares of the hours for which they are open, by size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Patch

from sim.report.plots.canvas import BLACK, BLUE, ORANGE, Drawing, finish, new_figure
from sim.report.room_hours import hours_by_seats
from sim.report.rooms import rooms_are_modeled, seats_words
from sim.report.words import fine_percent, percent, plural, with_interval

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.report.evidence import Evidence
    from sim.report.room_hours import RoomHours
    from sim.stats.interval import Interval

_HALF = 0.19


def draw(evidence: Evidence) -> Drawing | None:
    """Draw two bars per size, booked above used; nothing without rooms."""
    if not rooms_are_modeled(evidence) or not (hours := hours_by_seats(evidence)):
        return None
    figure = new_figure()
    axes = figure.add_subplot()
    highest = max(max(_top(size.booked), _top(size.used)) for size in hours)
    for row, size in enumerate(hours):
        _bar(axes, row - _HALF, size.booked, ORANGE, highest)
        _bar(axes, row + _HALF, size.used, BLUE, highest)
    labels = [f"{seats_words(size.seats)}\n{plural(size.rooms, 'room')}" for size in hours]
    axes.set_yticks(range(len(hours)), labels)
    axes.set_ylim(len(hours) - 0.45, -0.55)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0, 100 * max(highest * 1.25, 0.02))
    axes.grid(visible=True, axis="x")
    axes.set_xlabel("share of the rooms' opening hours on all workdays, %")

    title = _title(hours)
    interval = (
        "Black line and brackets: 95 % interval over replications."
        if evidence.demand.replications > 1
        else "One replication: no interval."
    )
    caption = (
        f"{evidence.scope()} All sites together, by size of the room held. {interval} Booked: whole bookings, also "
        "those nobody comes to. Used: people are in the room, with a booking or without."
        f"{evidence.left_out(len(evidence.answer.sites))}"
    )
    key = {"booked": Patch(color=ORANGE), "used": Patch(color=BLUE)}
    finish(figure, plot_height=0.75 + 0.52 * len(hours), title=title, caption=caption, key=key)
    return Drawing(
        name="room_hours",
        title=title,
        reading=(
            "For each size, the upper bar is the hours for which rooms are booked and the lower bar the hours with "
            "people in them. Where more is used than booked, people take rooms without a booking; where more is booked "
            "than used, bookings nobody comes to keep rooms from others. All hours of all workdays count, mornings, "
            "evenings and July too, so low shares do not mean that rooms are free at the busiest moment."
        ),
        alternative=f"{title} Pairs of bars, {plural(len(hours), 'size')}.",
        figure=figure,
    )


def _bar(axes: Axes, place: float, share: Interval, color: str, highest: float) -> None:
    value = 100 * (share.estimate or 0)
    axes.barh(place, value, height=2 * _HALF - 0.03, color=color)
    if share.low is not None and share.high is not None:
        axes.plot([100 * share.low, 100 * share.high], [place, place], color=BLACK, linewidth=1.3)
    axes.text(
        100 * (_top(share) + highest * 0.012), place, with_interval(share, fine_percent), va="center", fontsize=8.2
    )


def _top(share: Interval) -> float:
    return max(share.high or 0.0, share.estimate or 0.0)


def _title(hours: list[RoomHours]) -> str:
    """Say how much is booked and used of all rooms, and which size is used most."""
    minutes = sum(size.open_minutes for size in hours)
    booked, used = (
        sum((share.estimate or 0) * size.open_minutes for share, size in zip(shares, hours, strict=True)) / minutes
        for shares in ([size.booked for size in hours], [size.used for size in hours])
    )
    said = f"Rooms are booked for {percent(booked)} of their opening hours and used for {percent(used)}"
    if len(hours) == 1:
        return f"{said}."
    most, least = (choose(hours, key=lambda size: size.used.estimate or 0) for choose in (max, min))
    return (
        f"{said}; used most are rooms of {seats_words(most.seats)} ({percent(most.used.estimate or 0)}), least those "
        f"of {seats_words(least.seats)} ({percent(least.used.estimate or 0)})."
    )
