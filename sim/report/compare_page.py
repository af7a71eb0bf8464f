"""The page of study=compare: policies side by side, desks against togetherness, who gains and loses, what is fair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.compare_answer import answer
from sim.report.compare_desks import desks_section
from sim.report.compare_people import fairness, winners
from sim.report.compare_remarks import beaten, gain, meaning, of_sites, remarks
from sim.report.compare_titles import titled
from sim.report.compared import KEY_FIGURES
from sim.report.explorer_view import explorer_of
from sim.report.language import ENGLISH
from sim.report.site_rows import single
from sim.report.study_page import Grid, Section, StudyPage, number, words
from sim.report.suppression import SMALLEST_GROUP, suppressed_groups
from sim.report.words import count, level_text
from sim.report.workbook.comparison import comparison
from sim.report.workbook.winners import winners_and_losers
from sim.stats.interval import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.compared import Compared, Measure, Policy
    from sim.report.language import Language
    from sim.report.plots.canvas import Drawing
    from sim.report.site_rows import Cell

_MORE, _LESS = " \u25b2", " \u25bc"


def page(compared: Compared, drawings: Sequence[Drawing] = (), language: Language = ENGLISH) -> StudyPage:
    """Write the page; `drawings` are those of sim.report.plots.frontier and winners_and_losers in the same language."""
    scope = compared.scopes.get(language.code, compared.scope)
    if compared.people < SMALLEST_GROUP:
        return StudyPage(answer=answer(compared, language), scope=scope, language=language)
    by_name = {drawing.name: drawing for drawing in drawings}
    sections = [
        _side_by_side(compared, language),
        desks_section(compared, language),
        _frontier(compared, by_name.get("frontier"), language),
        winners(compared, by_name.get("winners_and_losers"), language),
        fairness(compared, language),
        _sites(compared, language),
    ]
    return StudyPage(
        answer=answer(compared, language),
        scope=scope,
        remarks=remarks(compared, language),
        sections=[section for section in sections if section is not None],
        language=language,
        explorer=explorer_of(compared, language),
        sheets=[*comparison(compared, language), *winners_and_losers(compared, language)],
    )


def _side_by_side(compared: Compared, language: Language) -> Section:
    measures = [
        measure
        for measure in KEY_FIGURES
        if any(policy.figure(measure.metric).estimate is not None for policy in compared.policies)
    ]
    rows = [
        [
            words(titled(compared, policy, language)),
            *(_figure(compared, policy, measure, language) for measure in measures),
        ]
        for policy in compared.policies
    ]
    return Section(
        heading=language.say("compare.side_by_side"),
        grids=[
            Grid(
                caption=language.say("compare.key_figures"),
                head=(language.say("head.policy"), *(language.say(f"metric.{measure.metric}") for measure in measures)),
                rows=rows,
            )
        ],
        notes=[meaning(compared, language), *gain(compared, language)],
    )


def _figure(compared: Compared, policy: Policy, measure: Measure, language: Language) -> Cell:
    """Write a key figure with its mark; where it is marked and reads as that of the baseline, the difference too."""
    cell = number(policy.figure(measure.metric), measure.write, language)
    change = policy.change(measure.metric)
    mark = _MORE if change.more else _LESS if change.less else ""
    if mark and cell.value == number(compared.baseline.figure(measure.metric), measure.write, language).value:
        mark += f" ({language.number(measure.write_small_change(change.interval.estimate or 0.0))})"
    return cell._replace(value=cell.value + mark)


def _frontier(compared: Compared, drawing: Drawing | None, language: Language) -> Section | None:
    if drawing is None:
        return None
    return Section(
        heading=language.say("compare.frontier"),
        paragraphs=beaten(compared, language),
        drawings=[drawing],
    )


def _sites(compared: Compared, language: Language) -> Section | None:
    if compared.baseline.figure("desks_needed").estimate is None or len(compared.site_names) < 2:
        return None
    hidden = suppressed_groups(compared.site_people)
    shown = [site for site in compared.site_names if site not in hidden]
    rows = [
        [
            words(compared.site_names[site]),
            single(compared.site_desks.get(site, 0), language=language),
            *(number(policy.site_desks.get(site, UNKNOWN), count, language) for policy in compared.policies),
        ]
        for site in shown
    ]
    return Section(
        heading=language.say("compare.sites"),
        grids=[
            Grid(
                caption=language.say(
                    "compare.site_desks",
                    level=language.number(level_text(compared.level)),
                    days=language.name("days", compared.days_counted, compared.days_counted),
                ),
                head=(
                    language.say("head.site"),
                    language.say("head.exist"),
                    *(titled(compared, policy, language) for policy in compared.policies),
                ),
                rows=rows,
                sheet=language.say("sheets.sites_name"),
            )
        ],
        notes=of_sites(compared, len(hidden), language),
    )
