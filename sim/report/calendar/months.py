"""The year as small tables: months, their ISO weeks, and which of Monday to Friday are workdays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sim.report.phrases import month_in, weekday_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.language import Language


@dataclass(frozen=True, slots=True)
class Box:
    """Monday to Friday of a week: a workday has its `number` among all; others have none, days of other months 0."""

    day: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A table: its caption and, by ISO week, five boxes."""

    year: int
    caption: str
    weeks: Sequence[tuple[int, Sequence[Box]]]


def months_of(dates: Sequence[date], language: Language) -> list[Month]:
    """Lay out all months from the Monday of the first workday's week to the Friday of the last one's."""
    numbers = {day: number for number, day in enumerate(dates)}
    monday = dates[0] - timedelta(days=dates[0].weekday())
    by_month: dict[tuple[int, int], list[tuple[int, list[Box]]]] = {}
    while monday <= dates[-1]:
        week = [monday + timedelta(days=weekday) for weekday in range(5)]
        for key in dict.fromkeys((day.year, day.month) for day in week):
            boxes = [Box(day.day, numbers.get(day)) if (day.year, day.month) == key else Box(0) for day in week]
            by_month.setdefault(key, []).append((monday.isocalendar().week, boxes))
        monday += timedelta(days=7)
    # A month of which only days off are within the run has nothing to say.
    return [
        Month(year, language.say("calendar.month", month=month_in(language, month), year=str(year)), weeks)
        for (year, month), weeks in by_month.items()
        if any(box.number is not None for _, boxes in weeks for box in boxes)
    ]


def in_words(day: date, language: Language) -> str:
    """Write a date: `Tuesday 12 January 2027`."""
    return language.say(
        "calendar.date",
        weekday=weekday_in(language, day.weekday()),
        day=str(day.day),
        month=month_in(language, day.month),
        year=str(day.year),
    )
