"""The calendar of study=close: every site that may be shown, after each step of the ladder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.report.calendar.cards import about, headings, seen_cards, valued, whole
from sim.report.calendar.records import Card, Place, YearOfSites, mean_of_counts, seen_of
from sim.report.calendar.room import places_kept
from sim.report.calendar.shown import most_at_once, notes_of, notes_of_days, pooled, sites_hidden
from sim.report.calendar.view import calendar_view
from sim.report.phrases import level_in
from sim.report.suppression import total_may_be_shown
from sim.report.words import days_a_year, fine_percent, legible
from sim.stats.interval import mean_interval

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from sim.report.calendar.records import Counts
    from sim.report.calendar.view import CalendarView
    from sim.report.language import Language

KEYS = ("desks", "wanted", "short", "sent_home", "days_sent_home")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StepSeen:
    """What was seen of one place after a step: `desks` left, and counts of shape [replications, days].

    `days_sent_home` a year and person, and the share `turned_away` of arrivals, are of the people whose home site it is
    today, one value for each replication; `over` where the service level allows less of the share.
    """

    desks: int
    wanted: Counts
    sent_home: Counts
    days_sent_home: NDArray[np.float64]
    turned_away: NDArray[np.float64]
    over: bool


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
    hidden, told = _told(steps, people)
    today = told[0].places
    shown = sorted(
        (site_id for site_id in today if site_id is not None and site_id not in hidden),
        key=lambda site_id: (-today[site_id].wanted.mean(), site_id),
    )
    several = len(people) > 1
    kept = shown[: places_kept(len(dates), len(told)) - several]
    places = [_place(site_id, told, names, level, language) for site_id in kept]
    if several:
        places.insert(0, _whole(told, kept, level, language))
    if not places:
        return None
    replications = len(today[None].wanted)
    said = {
        "all_days": whole(replications * len(dates), language),
        "replications": whole(replications, language),
        "each": whole(len(dates), language),
    }
    sites = sum(site_id not in hidden for site_id in people)
    notes = [*notes_of(sites, len(kept), len(hidden), language), *notes_of_days(places, language)]
    if len(told) < len(steps):
        notes.append(language.say("calendar.steps_hidden"))
    whole_keys = ("desks", "wanted_whole", "short_whole", "sent_home_whole", "days_sent_home_whole")
    return calendar_view(
        YearOfSites(
            dates=dates,
            places=places,
            keys=KEYS,
            headings=headings(KEYS, language),
            headings_whole=headings(KEYS, language),
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


def _told(steps: Sequence[Step], people: Mapping[str, int]) -> tuple[set[str], Sequence[Step]]:
    """Find the sites that are not shown, and leave out the steps from which those who go there could be read.

    They move to a site that is shown. What few want at a later step is hidden too, and may be what closes before.
    """
    hidden = sites_hidden(people, _peaks(steps[:1]))
    told = _before(steps, hidden)
    hidden |= sites_hidden(people, _peaks(told))
    return hidden, _before(told, hidden)


def _peaks(steps: Sequence[Step]) -> dict[str, list[int]]:
    return {
        site_id: most_at_once(step.places[site_id].wanted for step in steps)
        for site_id in steps[0].places
        if site_id is not None
    }


def _before(steps: Sequence[Step], hidden: Collection[str]) -> Sequence[Step]:
    first = next((number for number, step in enumerate(steps) if step.site_id in hidden), len(steps))
    return steps[:first]


def _whole(steps: Sequence[Step], kept: Sequence[str], level: float, language: Language) -> Place:
    found = _place(None, steps, {}, level, language)
    over = [sum(step.places[site_id].over for site_id in kept) for step in steps]
    return replace(found, lines=[pooled(number, len(kept), "close", language) for number in over])


def _place(
    site_id: str | None, steps: Sequence[Step], names: Mapping[str, str], level: float, language: Language
) -> Place:
    parts = [step.places[site_id] for step in steps]
    seen = [seen_of(one.desks, one.wanted, one.sent_home) for one in parts]
    before = parts[0].desks
    shut = [_is_closed(one, before) for one in parts]
    return Place(
        name=language.say("calendar.all_sites") if site_id is None else legible(names[site_id]),
        whole=site_id is None,
        seen=seen,
        cards=[
            [
                _desks(one.desks, before, number, language),
                *(_closed(language) if closed else seen_cards(days, language)),
                _days_sent_home(one, level, language),
            ]
            for number, (one, days, closed) in enumerate(zip(parts, seen, shut, strict=True))
        ],
        lines=[language.say("calendar.closed_line") if closed else "" for closed in shut],
    )


def _is_closed(one: StepSeen, before: int) -> bool:
    return before > 0 and one.desks == 0 and not one.wanted.any()


def _closed(language: Language) -> list[Card]:
    """Return what stands in the place of numbers of days where there are none any more."""
    card = Card(value=language.say("calendar.closed"), about=language.say("calendar.about_closed"))
    return [card] * 3


def _desks(desks: int, before: int, step: int, language: Language) -> Card:
    change = language.say("calendar.fewer_than_today", number=whole(before - desks, language)) if desks < before else ""
    rest = language.say("calendar.desks_left" if step else "calendar.desks_today")
    return Card(value=whole(desks, language), rest=rest, change=change)


def _days_sent_home(one: StepSeen, level: float, language: Language) -> Card:
    away = mean_interval(one.turned_away).estimate
    if away is None:
        return valued(mean_of_counts(one.days_sent_home), days_a_year, language)
    card = valued(mean_of_counts(one.days_sent_home), days_a_year, language, language.number(fine_percent(away)))
    key = "calendar.over_level" if one.over else "calendar.within_level"
    return Card(
        value=card.value,
        limits=card.limits,
        rest=card.rest,
        change=language.say(key, level=level_in(language, round(1 - level, 9))),
        tone="loss" if one.over else "gain",
    )
