"""The page of study=sensitivity: which assumption matters most for each key figure, and which of those are guesses."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from sim.report.language import language as language_of
from sim.report.ledger_drivers import Ranking, drivers_of
from sim.report.ledger_units import unit_in
from sim.report.phrases import failed_in, policy_in
from sim.report.sensitivity_words import (
    METRIC_WORDS,
    ends,
    fewer_than_asked,
    metric_in,
    outside_their_range,
    range_in,
    write_input,
)
from sim.report.study_page import NOTHING, Grid, Section, StudyPage, number, words
from sim.report.suppression import SMALLEST_GROUP
from sim.report.words import legible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.facts import Facts
    from sim.report.language import Language
    from sim.report.sensitivity_rows import SensitivityRow
    from sim.report.site_rows import Cell

#: With fewer replications hardly anything can be told apart among many assumptions.
_ENOUGH = 8
#: So many lines of each table, as in the figure.
_TOP = 10


def sensitivity_page(
    found: Sequence[SensitivityRow], left_out: Sequence[str], facts: Facts, replications_asked: int = 0
) -> StudyPage:
    """Write the page from the rows of table `sensitivity`; `left_out` says which inputs this scenario does not have.

    `replications_asked` are those of each world, of which the run may have fewer.
    """
    from sim.report.plots.tornado import draw

    language = language_of(facts.language)
    if facts.people < SMALLEST_GROUP:
        return StudyPage(answer=language.say("nothing.publishable"), scope="", language=language)
    rows = [replace(row, says=range_in(language, row.parameter, row.says)) for row in found]
    metrics = list(dict.fromkeys(row.metric for row in rows))
    by_metric = {metric: [row for row in rows if row.metric == metric] for metric in metrics}
    scope = _scope(rows, len(by_metric[metrics[0]]), facts, language)
    sections = []
    for metric, of_metric in by_metric.items():
        drawing = draw(of_metric, scope, language)
        shown = [row for row in of_metric[:_TOP] if row.swing]
        is_any_clear = any(row.is_clear for row in of_metric)
        sections.append(
            Section(
                heading=metric_in(language, metric).heading,
                # The page opens with the first.
                paragraphs=[] if metric == metrics[0] else [_answer(of_metric, language)],
                drawings=[drawing] if drawing else [],
                grids=[_grid(shown, language, is_any_clear=is_any_clear)] if shown else [],
            )
        )
    sections.append(
        Section(
            heading=language.say("sensitivity.how_to_read"),
            paragraphs=[
                language.say("sensitivity.how"),
                language.say("sensitivity.how_ranked"),
                *_not_here(left_out, language),
            ],
        )
    )
    drivers = drivers_of([asdict(row) for row in found])
    others = _others(list(by_metric.values())[1:], language)
    return StudyPage(
        answer=f"{_answer(by_metric[metrics[0]], language)}{others}",
        scope=scope,
        remarks=[
            *outside_their_range(rows, language),
            *fewer_than_asked(replications_asked, facts.replications_planned, language),
        ],
        sections=sections,
        ranking=Ranking(drivers=drivers, measured=language.say("measured.here")) if drivers else None,
        language=language,
    )


def _scope(rows: Sequence[SensitivityRow], assumptions: int, facts: Facts, language: Language) -> str:
    """Say what was simulated."""
    return language.say(
        "sensitivity.scope",
        scenario=facts.scenario,
        policy=policy_in(language, facts.policy),
        seed=str(facts.seed),
        assumptions=language.plural("sensitivity.assumptions", assumptions),
        replications=language.plural("amount.replications", min((row.replications for row in rows), default=0)),
        weeks=language.plural("amount.weeks", facts.weeks),
        failed=failed_in(language, facts),
    )


def _answer(rows: Sequence[SensitivityRow], language: Language) -> str:
    """Say for one key figure what matters most, what comes next, and how many assumptions matter at all."""
    metric = metric_in(language, rows[0].metric)
    if rows[0].estimate is None:
        return language.say("sensitivity.unknown", metric=metric.says)
    clear = [row for row in rows if row.is_clear]
    if not clear:
        few = language.say("sensitivity.few") if rows[0].replications < _ENOUGH else ""
        return language.plural("sensitivity.none", len(rows), metric=metric.says) + few
    first, more = clear[0], clear[1:3]
    low, high, here = (metric.write(one or 0.0) for one in (first.estimate_low, first.estimate_high, first.estimate))
    said = language.say(
        "sensitivity.most",
        metric=metric.says,
        what=legible(first.says),
        low=low,
        at_low=write_input(first.low, first.unit, language),
        high=high,
        at_high=write_input(first.high, first.unit, language),
        here=here,
        value=write_input(first.value, first.unit, language),
    )
    said += language.say("sensitivity.guess") if first.is_guess else ""
    if more:
        items = [
            language.say("sensitivity.item", what=legible(row.says), swing=metric.write_swing(row.swing or 0.0))
            for row in more
        ]
        said += language.plural("sensitivity.next", len(more), items=language.listed(items))
    every = language.plural("sensitivity.assumptions", len(rows))
    return said + language.plural("sensitivity.clear", len(clear), all=every)


def _others(by_metric: Sequence[Sequence[SensitivityRow]], language: Language) -> str:
    """Name what matters most for the other key figures, in one sentence."""
    said = []
    for rows in by_metric:
        first = next((row for row in rows if row.is_clear), None)
        if first is not None:
            metric = metric_in(language, first.metric)
            swing = metric.write_swing(first.swing or 0.0)
            said.append(language.say("sensitivity.other", what=legible(first.says), metric=metric.says, swing=swing))
    return language.say("sensitivity.others", items="; ".join(said)) if said else ""


def _grid(rows: Sequence[SensitivityRow], language: Language, *, is_any_clear: bool) -> Grid:
    metric = metric_in(language, rows[0].metric)
    said = {"metric": metric.says, "step": metric.step}
    most = language.plural("sensitivity.caption", len(rows), **said)
    return Grid(
        caption=most if is_any_clear else language.plural("sensitivity.luck", len(rows), **said),
        head=(
            language.say("sensitivity.assumption"),
            language.say("sensitivity.source_kind"),
            language.say("sensitivity.unit"),
            language.say("sensitivity.as_assumed"),
            language.say("sensitivity.range"),
            language.say("sensitivity.low"),
            language.say("sensitivity.high"),
            language.say("sensitivity.swing"),
        ),
        rows=[_cells(row, language) for row in rows],
        names=3,
        sheet=language.say("sensitivity.sheet"),
    )


def _cells(row: SensitivityRow, language: Language) -> list[Cell]:
    metric = METRIC_WORDS[row.metric]  # cells put its numbers into the language
    kind = language.name("source_kind", row.source_kind, row.source_kind)
    value = write_input(row.value, row.unit, language)
    return [
        words(f"{row.rank}. {legible(row.says)}"),
        words(language.say("sensitivity.guessed", kind=kind) if row.is_guess else kind),
        words(unit_in(language, row.unit)),
        words(language.say("sensitivity.outside", value=value) if row.is_outside else value),
        words(ends(row, language)),
        number(row.at_low, metric.write_change, language),
        number(row.at_high, metric.write_change, language),
        NOTHING if row.swing is None else number(row.swung, metric.write_size, language),
    ]


def _not_here(left_out: Sequence[str], language: Language) -> list[str]:
    if not left_out:
        return []
    names = [language.say("sensitivity.named", what=what) for what in left_out]
    return [language.say("sensitivity.not_here", names=language.listed(names))]
