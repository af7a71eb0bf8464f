"""What the template of the calendar is filled with: its controls, its months, its data and its script."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from sim.report.calendar.data import calendar_json
from sim.report.calendar.months import months_of
from sim.report.phrases import weekday_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.calendar.months import Month
    from sim.report.calendar.records import YearOfSites
    from sim.report.language import Language

#: What the days may show, the first at once.
MEASURES = ("wanted", "short", "home")
#: What is said of a day that is opened, beside people sent home.
_OF_DAY = {name: f"calendar.day_{name}" for name in ("wanted", "band", "desks", "short")}
_WEEKDAYS = ("calendar.monday", "calendar.tuesday", "calendar.wednesday", "calendar.thursday", "calendar.friday")
#: Runs up to here are one year and show as a whole; one that begins in December may touch two calendar years.
_ONE_YEAR_DAYS = 53 * 7


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    """The calendar as its template takes it; `cards` are keys with headings, `details` what is said of an opened day.

    `measures` are what the days may show. `years` are those to choose from, none where the whole run shows at once;
    `has_desks` where the reader chooses a number of desks.
    """

    language: Language
    places: Sequence[str]
    steps: Sequence[str]
    measures: Sequence[tuple[str, str]]
    years: Sequence[int]
    has_desks: bool
    cards: Sequence[tuple[str, str]]
    weekdays: Sequence[tuple[str, str]]
    details: Sequence[tuple[str, str]]
    months: Sequence[Month]
    notes: Sequence[str]
    data: Markup
    script: Markup
    script_hash: str


def calendar_view(year: YearOfSites, language: Language) -> CalendarView:
    """Fill the calendar in a language."""
    months = months_of(year.dates, language)
    long = (year.dates[-1] - year.dates[0]).days > _ONE_YEAR_DAYS
    shown = dict(zip(MEASURES, ("wanted", "short", "home_today" if year.sent_home_today else "home"), strict=True))
    measures = [(name, language.say(f"calendar.show_{key}")) for name, key in shown.items()]
    script = _script()
    return CalendarView(
        language=language,
        places=[place.name for place in year.places],
        steps=[name for name, _ in year.steps],
        measures=measures,
        years=sorted({month.year for month in months}) if long else (),
        has_desks=any(place.desks is not None for place in year.places),
        cards=[(key, language.say(f"calendar.card_{key}")) for key in year.keys],
        weekdays=[(language.say(key), weekday_in(language, day)) for day, key in enumerate(_WEEKDAYS)],
        details=[*((name, language.say(key)) for name, key in _OF_DAY.items()), ("home", measures[-1][1])],
        months=months,
        notes=year.notes,
        data=calendar_json(year, language),
        script=Markup(script),  # noqa: S704 - part of this program
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii"),
    )


@cache
def _script() -> str:
    return files("sim.report").joinpath("templates", "calendar.js").read_text(encoding="utf-8")
