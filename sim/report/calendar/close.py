"""The calendar of study=close: every site that may be shown, after each step of the ladder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.calendar.cards import about, seen_cards, valued, whole
from sim.report.calendar.project import notes_of
from sim.report.calendar.records import Card, Place, YearOfSites, seen_of
from sim.report.calendar.room import places_kept
from sim.report.calendar.view import calendar_view
from sim.report.phrases import level_in
from sim.report.suppression import suppressed_groups, total_may_be_shown
from sim.report.words import fine_percent, legible
from sim.stats.interval import mean_interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from sim.report.calendar.records import Counts
    from sim.report.calendar.view import CalendarView
    from sim.report.language import Language

KEYS = ("desks", "wanted", "short", "sent_home", "days_sent_home")
#: Told apart from a level by less would be rounding.
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StepSeen:
    """What was seen of one place after a step: `desks` left, and counts of shape [replications, days].

    `days_sent_home` a year and person, and the share `turned_away` of arrivals, are of the people whose home site it is
    today, one value for each replication.
    """

    desks: int
    wanted: Counts
    sent_home: Counts
    days_sent_home: NDArray[np.float64]
    turned_away: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Step:
    """A step of the ladder: the name of what closes, the site where it does, and places by id, None for all."""

    name: str
    site_id: str | None
    places: Mapping[str | None, StepSeen]


def close_calendar(
    steps: Sequence[Step],
    dates: Sequence[date],
    names: Mapping[str, str],
    people: Mapping[str, int],
    level: float,
    language: Language,
) -> CalendarView | None:
    """Fill the calendar; `steps` begins with today, `people` are those of each home site, `level` is of service."""
    if not total_may_be_shown(people):
        return None
    hidden = suppressed_groups(people)
    told = _told(steps, hidden)
    today = told[0].places
    shown = sorted(
        (site_id for site_id in today if site_id is not None and site_id not in hidden),
        key=lambda site_id: (-today[site_id].wanted.mean(), site_id),
    )
    ids: list[str | None] = [*([None] if len(people) > 1 else []), *shown]
    kept = places_kept(len(dates), len(told))
    places = [_place(site_id, told, names, level, language) for site_id in ids[:kept]]
    if not places:
        return None
    replications = len(today[ids[0]].wanted)
    said = {
        "all_days": whole(replications * len(dates), language),
        "replications": whole(replications, language),
        "each": whole(len(dates), language),
    }
    sites = sum(site_id not in hidden for site_id in people)
    notes = [*notes_of(sites, sum(not place.whole for place in places), len(hidden), language)]
    if len(told) < len(steps):
        notes.append(language.say("calendar.steps_hidden"))
    whole_keys = ("desks", "wanted_whole", "short_whole", "sent_home_whole", "days_sent_home_whole")
    return calendar_view(
        YearOfSites(
            dates=dates,
            places=places,
            keys=KEYS,
            about=about(KEYS, language, **said),
            about_whole=about(whole_keys, language, **said),
            notes=notes,
            steps=[_step(number, step, language) for number, step in enumerate(told)] if len(told) > 1 else (),
        ),
        language,
    )


def _step(number: int, step: Step, language: Language) -> tuple[str, str]:
    """Name a step to be chosen, and say in half a sentence that it is."""
    if number == 0:
        return language.say("calendar.step_today"), language.say("calendar.closed_nothing")
    part = legible(step.name)
    return f"{number}. {part}", language.say("calendar.closed_up_to", number=str(number), part=part)


def _told(steps: Sequence[Step], hidden: Mapping[str, str]) -> Sequence[Step]:
    """Leave out the steps from which the people of a small site could be read: they move to a site that is shown."""
    first = next((number for number, step in enumerate(steps) if step.site_id in hidden), len(steps))
    return steps[:first]


def _place(
    site_id: str | None, steps: Sequence[Step], names: Mapping[str, str], level: float, language: Language
) -> Place:
    parts = [step.places[site_id] for step in steps]
    seen = [seen_of(one.desks, one.wanted, one.sent_home) for one in parts]
    before = parts[0].desks
    return Place(
        name=language.say("calendar.all_sites") if site_id is None else legible(names[site_id]),
        whole=site_id is None,
        seen=seen,
        cards=[
            [_desks(one.desks, before, language), *seen_cards(days, language), _days_sent_home(one, level, language)]
            for one, days in zip(parts, seen, strict=True)
        ],
    )


def _desks(desks: int, before: int, language: Language) -> Card:
    change = language.say("calendar.fewer_than_today", number=whole(before - desks, language)) if desks < before else ""
    return Card(value=whole(desks, language), rest=language.say("calendar.desks_left"), change=change)


def _days_sent_home(one: StepSeen, level: float, language: Language) -> Card:
    away = mean_interval(one.turned_away).estimate
    if away is None:
        return valued(mean_interval(one.days_sent_home), _days, language)
    over = away > 1 - level + _ROUNDING
    card = valued(mean_interval(one.days_sent_home), _days, language, language.number(fine_percent(away)))
    key = "calendar.over_level" if over else "calendar.within_level"
    return Card(
        value=card.value,
        limits=card.limits,
        rest=card.rest,
        change=language.say(key, level=level_in(language, round(1 - level, 9))),
        tone="loss" if over else "gain",
    )


def _days(value: float) -> str:
    return f"{value:.1f}" if value >= 0.05 or value == 0 else "under 0.1"
