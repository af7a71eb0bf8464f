"""Sheet "Comparison": every key figure of every policy beside that of the baseline, and desks against togetherness."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.report.compare_titles import titled
from sim.report.compared import KEY_FIGURES
from sim.report.explorer_changes import base_words
from sim.report.language import ENGLISH
from sim.report.workbook.book import SHARE, WHOLE, Chart, Column, Sheet, Table
from sim.report.workbook.cells import form_of, interval_columns

if TYPE_CHECKING:
    from sim.report.compared import Compared, Measure, Policy
    from sim.report.language import Language


def comparison(compared: Compared, language: Language = ENGLISH) -> list[Sheet]:
    """Return the sheets of key figures and, where both are known, of desks against togetherness."""
    rows = [
        (policy, measure)
        for measure in KEY_FIGURES
        for policy in compared.policies
        if policy.figure(measure.metric).estimate is not None
    ]
    if not rows:
        return []
    note = language.say("sheets.comparison_note", base=base_words(compared, language, "from"))
    table = _figures(compared, rows, language)
    sheet = Sheet(name=language.say("sheets.comparison_name"), tables=[table], notes=[note])
    return [sheet, *_frontier(compared, language)]


def _figures(compared: Compared, rows: list[tuple[Policy, Measure]], language: Language) -> Table:
    changes = [policy.change(measure.metric) for policy, measure in rows]
    forms = [form_of(measure.write) for _, measure in rows]
    numbers = [policy.figure(measure.metric) for policy, measure in rows]
    signed = [replace(form, is_signed=True) for form in forms]
    value, difference = language.say("sheets.comparison_value"), language.say("sheets.comparison_difference")
    verdicts = [
        None if policy is compared.baseline else language.say(f"verdict.{change.verdict}")
        for (policy, _), change in zip(rows, changes, strict=True)
    ]
    return Table(
        caption=language.say("sheets.comparison_caption", base=base_words(compared, language, "from")),
        columns=[
            Column(language.say("sheets.comparison_figure"), [language.say(f"metric.{one.metric}") for _, one in rows]),
            Column(
                language.say("sheets.comparison_policy"), [titled(compared, policy, language) for policy, _ in rows]
            ),
            *interval_columns(value, list(zip(numbers, forms, strict=True)), language),
            *interval_columns(
                difference,
                [(change.interval, form) for change, form in zip(changes, signed, strict=True)],
                language,
            ),
            Column(language.say("sheets.comparison_verdict"), verdicts),
        ],
    )


def _frontier(compared: Compared, language: Language) -> list[Sheet]:
    """Return a point for each policy of which both desks and togetherness are known."""
    known = [
        policy
        for policy in compared.policies
        if policy.figure("desks_needed").estimate is not None and policy.figure("copresence_share").estimate is not None
    ]
    if not known:
        return []
    desks, together = language.say("metric.desks_needed"), language.say("metric.copresence_share")
    by = language.say("sheets.comparison_policy")
    table = Table(
        caption=language.say("sheets.frontier_caption"),
        columns=[
            Column(by, [titled(compared, policy, language) for policy in known]),
            *interval_columns(desks, [(policy.figure("desks_needed"), WHOLE) for policy in known], language),
            *interval_columns(together, [(policy.figure("copresence_share"), SHARE) for policy in known], language),
        ],
        chart=Chart(kind="scatter", title=language.say("compare.frontier"), across=desks, up=together, by=by),
    )
    return [Sheet(name=language.say("sheets.frontier_name"), tables=[table])]
