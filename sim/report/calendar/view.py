"""What the template of the calendar is filled with: its controls, its months, its data and its script."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.calendar.cards import whole
from sim.report.calendar.data import calendar_json
from sim.report.calendar.months import months_of
from sim.report.calendar.records import band_is_everything
from sim.report.page_script import page_script
from sim.report.phrases import weekday_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from sim.report.calendar.months import Month
    from sim.report.calendar.records import YearOfSites
    from sim.report.language import Language

#: What the days may show, the first at once.
MEASURES = ("wanted", "short", "home")
#: What is said of a day that is opened, beside people sent home.
_OF_DAY = ("wanted", "band", "desks", "short")
_WEEKDAYS = ("calendar.monday", "calendar.tuesday", "calendar.wednesday", "calendar.thursday", "calendar.friday")
#: Runs up to here are one year and show as a whole; one that begins in December may touch two calendar years.
_ONE_YEAR_DAYS = 53 * 7


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    """The calendar as its template takes it; `cards` are keys with headings, `details` what is said of an opened day.

    `first_place` is picked when the page opens: the busiest site, of which people ask before all of them together.
    `measures` are what the days may show. `years` are those to choose from, none where the whole run shows at once;
    the page opens with `first_year`, which has most workdays. `has_desks` where the reader chooses a number of desks.
    """

    language: Language
    places: Sequence[str]
    first_place: int
    steps: Sequence[str]
    measures: Sequence[tuple[str, str]]
    years: Sequence[int]
    first_year: int
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
    script, script_hash = page_script("calendar.js")
    return CalendarView(
        language=language,
        places=[place.name for place in year.places],
        first_place=1 if year.places[0].whole and len(year.places) > 1 else 0,
        steps=[name for name, _ in year.steps],
        measures=measures,
        years=sorted({month.year for month in months}) if long else (),
        first_year=Counter(day.year for day in year.dates).most_common(1)[0][0],
        has_desks=any(place.desks is not None for place in year.places),
        cards=list(zip(year.keys, year.headings, strict=True)),
        weekdays=[(language.say(key), weekday_in(language, day)) for day, key in enumerate(_WEEKDAYS)],
        details=[*_details(year, language), ("home", measures[-1][1])],
        months=months,
        notes=year.notes,
        data=calendar_json(year, language),
        script=script,
        script_hash=script_hash,
    )


def _details(year: YearOfSites, language: Language) -> list[tuple[str, str]]:
    replications = year.places[0].seen[0].replications
    details = {name: language.say(f"calendar.day_{name}") for name in _OF_DAY}
    if replications > 1 and band_is_everything(replications):
        details["band"] = language.say("calendar.day_range", replications=whole(replications, language))
    return list(details.items())
