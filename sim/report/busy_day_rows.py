"""The page's table of busy days: for each site what the busy day is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.busy_day import busy_days
from sim.report.purposes import DECIDERS, decider_words, purpose_words
from sim.report.words import count, legible, percent, shorten

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.report.busy_day import BusyDay
    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.merging import Parts

_MOST_PURPOSES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyDayRow:
    """One line: `deciders` in the order of the table's `heads`."""

    site: str
    desks: str
    peak: str
    purposes: str
    deciders: tuple[str, ...]
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyDayTable:
    """Lines, and the heads of the columns for deciders that occur at any site."""

    heads: tuple[str, ...]
    rows: tuple[BusyDayRow, ...]


def busy_day_table(evidence: Evidence) -> BusyDayTable:
    """Give one line per site shown, the site with most people first."""
    days, language = busy_days(evidence), evidence.language
    occur = [
        name
        for name in DECIDERS
        if any(day.deciders and (name in day.deciders.shown or name in day.deciders.merged) for day in days)
    ]
    return BusyDayTable(
        heads=tuple(decider_words(name, language).capitalize() for name in occur),
        rows=tuple(_row(day, occur, language) for day in days),
    )


def _row(day: BusyDay, deciders: list[str], language: Language) -> BusyDayRow:
    return BusyDayRow(
        site=legible(day.site.name),
        desks=language.number(count(day.site.desks)),
        peak=language.number(count(day.peak)),
        purposes=_largest(day.purposes, day.peak, _MOST_PURPOSES, lambda name: purpose_words(name, language), language),
        deciders=tuple(_share(day.deciders, name, day.peak, language) for name in deciders),
        unit=_largest(day.units, day.peak, 1, lambda name: shorten(name, 30), language),
    )


def _largest(parts: Parts | None, peak: float, most: int, named: Callable[[str], str], language: Language) -> str:
    """`team meeting 20 %, desk work 19 %`: the largest parts that may be shown."""
    if parts is None or not parts.shown:
        return language.say("busy.hidden")
    order = sorted(parts.shown.items(), key=lambda part: (-part[1], part[0]))[:most]
    listed = ", ".join(f"{named(name)} {language.number(percent(desks / peak))}" for name, desks in order)
    return listed.replace(" %", "\u00a0%")


def _share(parts: Parts | None, name: str, peak: float, language: Language) -> str:
    if parts is None or name in parts.merged:
        return language.say("busy.hidden")
    return language.number(percent(parts.shown.get(name, 0.0) / peak))
