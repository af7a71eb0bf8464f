"""Sheet "Desks by service level": what each site needs at several levels, with a line for each large site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.language import ENGLISH
from sim.report.words import legible
from sim.report.workbook.book import WHOLE, Chart, Column, Figure, Form, Sheet, Table
from sim.report.workbook.cells import interval_columns
from sim.stats.day_quantile import day_quantile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.sizing import Sizing
    from sim.stats.interval import Interval

#: Levels of the sheet, beside the one that was asked for.
LEVELS = (0.5, 0.8, 0.9, 0.95, 0.98, 0.99)


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
        places.append((answer.city.name, answer.city.desks, whole))
    language = evidence.language
    days = language.name("days", "workdays", "workdays")
    return _sheet(places, days, answer.city.name, language)


def needed_at_levels(sizing: Sizing, hidden: Collection[str], language: Language = ENGLISH) -> list[Sheet]:
    """Return the sheet of study=size; none where desks are not asked for or are found by trying offices."""
    places = [
        (sizing.names[need.site_id], need.current, sizing.levels[need.site_id])
        for need in sorted(sizing.sites, key=lambda need: (-need.current, need.site_id or ""))
        if need.site_id is not None and need.site_id not in hidden and need.site_id in sizing.levels
    ]
    return _sheet(places, language.name("days", sizing.days_words, sizing.days_words), "", language)


def _sheet(
    places: Iterable[tuple[str, int, Mapping[float, Interval]]], days: str, whole: str, language: Language
) -> list[Sheet]:
    """Return the sheet, in whose chart the place called `whole` is left out."""
    rows = [
        (legible(name), desks, level, needed)
        for name, desks, levels in places
        for level, needed in sorted(levels.items())
    ]
    known = {level for *_, level, needed in rows if needed.estimate is not None}
    rows = [row for row in rows if row[2] in known]
    if not rows:
        return []
    site, share, head = (language.say(f"sheets.levels_{name}") for name in ("site", "level", "needed"))
    columns = [
        Column(site, [name for name, *_ in rows]),
        Column(share, [Figure(level, _form(level)) for _, _, level, _ in rows]),
        *interval_columns(head, [(needed, WHOLE) for *_, needed in rows], language),
        Column(language.say("sheets.levels_today"), [Figure(desks) for _, desks, _, _ in rows]),
    ]
    title = language.say("sheets.levels_chart", days=days)
    chart = Chart(kind="line", title=title, across=share, up=head, by=site, left_out=whole)
    table = Table(caption=language.say("sheets.levels_caption", days=days), columns=columns, chart=chart)
    notes = [language.say("sheets.levels_note_needed"), language.say("sheets.levels_note_short")]
    return [Sheet(name=language.say("sheets.levels_name"), tables=[table], notes=notes)]


def _form(level: float) -> Form:
    """Show a level with the digits it has: 95 %, 97.5 %."""
    digits = f"{round(100 * level, 6):g}".partition(".")[2]
    return Form(len(digits), is_share=True)
