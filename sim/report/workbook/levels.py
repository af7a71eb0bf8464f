"""Sheet "Desks by service level": what each site needs at several levels, with a line for each large site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.words import legible
from sim.report.workbook.book import WHOLE, Chart, Column, Figure, Form, Sheet, Table
from sim.report.workbook.cells import interval_columns
from sim.stats.day_quantile import day_quantile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sim.report.evidence import Evidence
    from sim.report.sizing import Sizing
    from sim.stats.interval import Interval

NAME = "Desks by service level"
#: Levels of the sheet, beside the one that was asked for.
LEVELS = (0.5, 0.8, 0.9, 0.95, 0.98, 0.99)
_HEAD = "Desks needed"
_WHOLE = "All sites at once"
_NOTES = (
    (
        "Desks needed is the smallest number that is exceeded, at the busiest moment, on at most the rest of the days, "
        "as if anybody could take any desk of the site. Sites have their busiest moments at different times, so all "
        "sites at once need fewer desks than the sum."
    ),
    "Levels for which the run is too short are left out: 98 % takes 149 days, 99 % takes 299.",
)


def wanted_at_levels(evidence: Evidence) -> list[Sheet]:
    """Return the sheet of a run: every site shown, and all of them at once where there are several."""
    answer, demand = evidence.answer, evidence.demand
    levels = sorted({*LEVELS, evidence.facts.service_level})
    places = [
        (
            site.name,
            site.desks,
            {level: day_quantile(demand.wanted[demand.index(site.site_id)], level) for level in levels},
        )
        for site in sorted(answer.sites, key=lambda site: (-site.desks, site.site_id))
    ]
    if len(answer.sites) + len(answer.suppressed) > 1:
        whole = {level: day_quantile(demand.city_wanted, level) for level in levels}
        places.append((_WHOLE, answer.city.desks, whole))
    return _sheet(places, "workdays")


def needed_at_levels(sizing: Sizing, hidden: Collection[str]) -> list[Sheet]:
    """Return the sheet of study=size; none where desks are not asked for or are found by trying offices."""
    places = [
        (sizing.names[need.site_id], need.current, sizing.levels[need.site_id])
        for need in sorted(sizing.sites, key=lambda need: (-need.current, need.site_id or ""))
        if need.site_id is not None and need.site_id not in hidden and need.site_id in sizing.levels
    ]
    return _sheet(places, sizing.days_words)


def _sheet(places: Iterable[tuple[str, int, Mapping[float, Interval]]], days: str) -> list[Sheet]:
    rows = [
        (legible(name), desks, level, needed)
        for name, desks, levels in places
        for level, needed in sorted(levels.items())
    ]
    known = {level for *_, level, needed in rows if needed.estimate is not None}
    rows = [row for row in rows if row[2] in known]
    if not rows:
        return []
    columns = [
        Column("Site", [name for name, *_ in rows]),
        Column("Service level", [Figure(level, _form(level)) for _, _, level, _ in rows]),
        *interval_columns(_HEAD, [(needed, WHOLE) for *_, needed in rows]),
        Column("Desks today", [Figure(desks) for _, desks, _, _ in rows]),
    ]
    chart = Chart(
        kind="line",
        title=f"Desks needed, by share of {days}",
        across="Service level",
        up=_HEAD,
        by="Site",
        left_out=_WHOLE,
    )
    table = Table(
        caption=f"Desks needed so that they are enough on so many of the {days}", columns=columns, chart=chart
    )
    return [Sheet(name=NAME, tables=[table], notes=_NOTES)]


def _form(level: float) -> Form:
    """Show a level with the digits it has: 95 %, 97.5 %."""
    digits = f"{round(100 * level, 6):g}".partition(".")[2]
    return Form(len(digits), is_share=True)
