"""The calendar of study=size: every site that may be shown, with a number of desks to be chosen."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sim.report.calendar.cards import about, counted, headings, limits_of, seen_cards, whole
from sim.report.calendar.records import Card, DeskChoice, Place, YearOfSites, seen_of
from sim.report.calendar.room import places_kept, spread, values_kept
from sim.report.calendar.shown import most_at_once, notes_of, notes_of_days, pooled, sites_hidden
from sim.report.calendar.view import calendar_view
from sim.report.phrases import level_in
from sim.report.suppression import total_may_be_shown
from sim.report.words import count, legible
from sim.stats.interval import Interval
from sim.stats.risk_curve import risk_curve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sim.report.calendar.records import Counts
    from sim.report.calendar.view import CalendarView
    from sim.report.language import Language
    from sim.report.sizing import Need, Sizing

KEYS = ("desks", "needed", "wanted", "short", "sent_home")
#: Numbers of desks that can be chosen for one place, at most; they lie wider apart where there are more.
_MOST_NUMBERS = 400


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DaysOfSite:
    """Desks wanted and people sent home with today's desks, shape [replications, days]; `counted` days are judged."""

    wanted: Counts
    sent_home: Counts
    counted: Counts


def size_calendar(
    sizing: Sizing, dates: Sequence[date], days: Mapping[str | None, DaysOfSite], language: Language
) -> CalendarView | None:
    """Fill the calendar from the days of each site, all together under None; none where no desks are asked for."""
    if not sizing.sites or not total_may_be_shown(sizing.people):
        return None
    hidden = sites_hidden(
        sizing.people, {site_id: most_at_once([one.wanted]) for site_id, one in days.items() if site_id is not None}
    )
    shown = [need for need in sizing.sites if need.site_id not in hidden]
    shown.sort(key=lambda need: (-days[need.site_id].wanted.mean(), need.site_id or ""))
    city = sizing.total("desk") if len(sizing.sites) > 1 else None
    replications, every = next(iter(days.values())).wanted.shape
    values = values_kept(replications, every, len(shown) + (city is not None))
    kept = places_kept(every, 1, values)
    listed = shown[: kept - (city is not None)]
    needs = ([city] if city is not None else []) + listed
    places = [_place(sizing, need, days[need.site_id], values, listed, language) for need in needs]
    if not places:
        return None
    said = {
        "allowed": level_in(language, round(1 - sizing.level, 9)),
        "days": sizing.days_in(language),
        "on_days": language.say(f"counted.{sizing.days}"),
        "all_days": whole(replications * every, language),
        "replications": whole(replications, language),
        "each": whole(every, language),
    }
    needed = "needed" if sizing.service_kind == "days" else "needed_arrivals"
    short = "short" if sizing.days == "all" else f"short_{sizing.days}"
    notes = notes_of(len(shown), len(listed), len(hidden), language)
    if sizing.days != "all":
        notes.append(language.say("calendar.counts_all_days", days=said["days"]))
    if sizing.service_kind == "arrivals":
        notes.append(language.say("calendar.arrivals"))
    notes += notes_of_days(places, language)
    if values < replications:
        notes.append(
            language.say(
                "calendar.some_values", values=whole(values, language), replications=whole(replications, language)
            )
        )
    if sizing.memory:
        notes.append(language.say("calendar.memory"))
    return calendar_view(
        YearOfSites(
            dates=dates,
            places=places,
            keys=KEYS,
            headings=headings(("desks", "needed", "wanted", short, "sent_home"), language),
            headings_whole=headings(("desks", "needed_sum", "wanted", short, "sent_home"), language),
            about=about(("chosen", needed, "wanted", "short_chosen", "sent_home_today"), language, **said),
            about_whole=about(
                ("chosen", "needed_sum", "wanted_whole", "short_chosen_whole", "sent_home_today_whole"),
                language,
                **said,
            ),
            notes=notes,
            sent_home_today=True,
        ),
        language,
    )


def _place(
    sizing: Sizing, need: Need, days: DaysOfSite, values: int, listed: Sequence[Need], language: Language
) -> Place:
    short_sites = sum((one.more or 0) > 0 for one in listed)
    rest = counted(len(days.wanted), len(days.counted), language, sizing.days)
    seen = seen_of(need.current, days.wanted, days.sent_home)
    today = language.say("calendar.today", desks=whole(need.current, language))
    wanted, _, sent_home = seen_cards(seen, language)
    sent_home = replace(sent_home, change=language.say("calendar.with_today"))
    # The page has the share of days of each number of desks that can be chosen.
    short = Card(value="", rest=rest)
    return Place(
        name=language.say("calendar.all_sites") if need.site_id is None else legible(sizing.names[need.site_id]),
        whole=need.site_id is None,
        seen=[seen],
        cards=[[Card(value="", change=today), replace(_needed(need, language), rest=rest), wanted, short, sent_home]],
        lines=[pooled(short_sites, len(listed), "size", language) if need.site_id is None else ""],
        desks=_choice(need, days, values),
    )


def _needed(need: Need, language: Language) -> Card:
    if need.needed.estimate is None or need.more is None:
        return Card(value=language.say("explorer.unknown"), limits=language.say("calendar.no_number"))
    if need.more == 0:
        change = language.say("calendar.as_today")
    else:
        key = "calendar.more_than_today" if need.more > 0 else "calendar.fewer_than_today"
        change = language.say(key, number=whole(abs(need.more), language))
    return Card(
        value=language.number(count(need.needed.estimate)),
        limits=limits_of(need.needed, count, language),
        change=change,
        tone="loss" if need.more > 0 else "gain" if need.more < 0 else "",
    )


def _choice(need: Need, days: DaysOfSite, values: int) -> DeskChoice:
    """Offer numbers from fewer than anybody would have to as many as were ever wanted."""
    found = None if need.needed.estimate is None else round(need.needed.estimate)
    marked = [need.current, *([] if found is None else [found])]
    highest = max(int(days.wanted.max()), *marked)
    lowest = min(int(0.75 * days.wanted.mean()), *marked)
    step = math.ceil((highest - lowest + 1) / _MOST_NUMBERS)
    numbers = np.union1d(np.arange(lowest, highest + 1, step), [*marked, highest])
    curve = risk_curve(days.wanted[:, days.counted], numbers)
    return DeskChoice(
        numbers=numbers.tolist(),
        today=int(np.searchsorted(numbers, need.current)),
        found=None if found is None else int(np.searchsorted(numbers, found)),
        short=[
            Interval(*(None if math.isnan(value) else value for value in point))
            for point in zip(curve.share.tolist(), curve.low.tolist(), curve.high.tolist(), strict=True)
        ],
        ranked=spread(np.sort(days.wanted, axis=0), values),
    )
