"""The numbers above the calendar: how each is written, between which limits it lies, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.calendar.records import Card
from sim.report.site_rows import most_when_never_seen
from sim.report.words import count, people_a_day, percent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.report.calendar.records import Seen
    from sim.report.language import Language
    from sim.stats.interval import Interval


def whole(number: int, language: Language) -> str:
    """Write a whole number."""
    return language.number(count(number))


def limits_of(interval: Interval, write: Callable[[float], str], language: Language) -> str:
    """Say between which limits a number lies."""
    if interval.low is None or interval.high is None:
        return language.say("explorer.no_interval")
    return language.say("explorer.interval", limits=language.span(interval, write))


def valued(interval: Interval, write: Callable[[float], str], language: Language, rest: str = "") -> Card:
    """Make a card of an estimate with its limits."""
    if interval.estimate is None:
        return Card(value=language.say("explorer.unknown"), limits=language.say("explorer.no_number"), rest=rest)
    return Card(value=language.number(write(interval.estimate)), limits=limits_of(interval, write, language), rest=rest)


def share_texts(share: Interval, replications: int, language: Language) -> tuple[str, str]:
    """Write a share of days and its limits; what was never seen is said to be so."""
    if share.estimate == 0:
        most = language.number(percent(most_when_never_seen(replications)))
        never = language.say("explorer.never", replications=whole(replications, language), most=most)
        return language.number(percent(0)), never
    card = valued(share, percent, language)
    return card.value, card.limits


def seen_cards(seen: Seen, language: Language) -> list[Card]:
    """Return the cards that every study has: desks wanted, days with too few, people sent home."""
    value, limits = share_texts(seen.short_share, seen.replications, language)
    return [
        valued(seen.wanted_mean, count, language),
        Card(value=value, limits=limits, rest=whole(seen.days_short, language)),
        valued(seen.sent_home_mean, people_a_day, language),
    ]


def headings(keys: Sequence[str], language: Language) -> list[str]:
    """Return the headings of some cards."""
    return [language.say(f"calendar.card_{key}") for key in keys]


def counted(replications: int, days: int, language: Language, kind: str = "all") -> str:
    """Say of how many days a share is, all workdays or some."""
    key = "calendar.counted_all" if kind == "all" else "calendar.counted_some"
    return language.say(key, replications=whole(replications, language), each=whole(days, language))


def about(keys: Sequence[str], language: Language, **values: str) -> list[str]:
    """Return the sentences of some cards; `limits` and `rest` of a place are left to be filled."""
    return [language.say(f"calendar.about_{key}", limits="{limits}", rest="{rest}", **values) for key in keys]
