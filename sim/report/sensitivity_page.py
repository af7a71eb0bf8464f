"""The page of study=sensitivity: which assumption matters most for each key figure, and which of those are guesses."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sim.report.ledger_drivers import Ranking, drivers_of
from sim.report.sensitivity_words import METRIC_WORDS, ends, fewer_than_asked, outside_their_range, write_input
from sim.report.study_page import NOTHING, Grid, Section, StudyPage, number, words
from sim.report.suppression import SMALLEST_GROUP
from sim.report.words import NOTHING_PUBLISHABLE, legible, listed, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.facts import Facts
    from sim.report.sensitivity_rows import SensitivityRow
    from sim.report.site_rows import Cell

#: With fewer replications hardly anything can be told apart among many assumptions.
_ENOUGH = 8
#: So many lines of each table, as in the figure.
_TOP = 10
_HOW = (
    "Each assumption is moved alone from its low to its high end, while everything else, the people and their luck "
    "stay as they are. The ends come from sources where there are any, else from judgment: a wide range swings more "
    "than a narrow one, so a rank says how much is not known, not only how strongly the model reacts. Two assumptions "
    "that are wrong together may do more, or less, than both alone; this study does not show that."
)
_HOW_RANKED = (
    "Swing: the largest of the key figure at the low end, as assumed and at the high end, less the smallest. Its 95 % "
    "interval is wider than those at the ends, because it is the largest of three differences. Neighbors whose "
    "intervals overlap may well change places. More than luck: Holm's test among all assumptions of the key figure, "
    "each counted three times because the swing is the largest of three differences."
)


def sensitivity_page(
    rows: Sequence[SensitivityRow], left_out: Sequence[str], facts: Facts, replications_asked: int = 0
) -> StudyPage:
    """Write the page from the rows of table `sensitivity`; `left_out` are inputs this scenario does not have.

    `replications_asked` are those of each world, of which the run may have fewer.
    """
    from sim.report.plots.tornado import draw

    if facts.people < SMALLEST_GROUP:
        return StudyPage(answer=NOTHING_PUBLISHABLE, scope="")
    metrics = list(dict.fromkeys(row.metric for row in rows))
    by_metric = {metric: [row for row in rows if row.metric == metric] for metric in metrics}
    replications = min((row.replications for row in rows), default=0)
    scope = (
        f"Scenario {facts.scenario}, policy {facts.policy}, seed {facts.seed}: "
        f"{plural(len(by_metric[metrics[0]]), 'assumption')}, each low and high, "
        f"{plural(replications, 'replication')} of {plural(facts.weeks, 'week')} under the same luck.{facts.failed}"
    )
    sections = []
    for metric, of_metric in by_metric.items():
        says = METRIC_WORDS[metric].says
        drawing = draw(of_metric, scope)
        shown = [row for row in of_metric[:_TOP] if row.swing]
        sections.append(
            Section(
                heading=says[:1].upper() + says[1:],
                paragraphs=[] if metric == metrics[0] else [_answer(of_metric)],  # the page opens with the first
                drawings=[drawing] if drawing else [],
                grids=[_grid(shown, is_any_clear=any(row.is_clear for row in of_metric))] if shown else [],
            )
        )
    sections.append(Section(heading="How to read this", paragraphs=[_HOW, _HOW_RANKED, *_not_here(left_out)]))
    drivers = drivers_of([asdict(row) for row in rows])
    return StudyPage(
        answer=f"{_answer(by_metric[metrics[0]])}{_others(list(by_metric.values())[1:])}",
        scope=scope,
        remarks=[*outside_their_range(rows), *fewer_than_asked(replications_asked, facts.replications_planned)],
        sections=sections,
        ranking=Ranking(drivers=drivers, measured="this scenario by this study") if drivers else None,
    )


def _answer(rows: Sequence[SensitivityRow]) -> str:
    """Say for one key figure what matters most, what comes next, and how many assumptions matter at all."""
    metric = METRIC_WORDS[rows[0].metric]
    if rows[0].estimate is None:
        return f"Nothing can be said of {metric.says}: the run is too short for it, or it has no meaning here."
    clear = [row for row in rows if row.is_clear]
    if not clear:
        few = rows[0].replications < _ENOUGH
        hint = " Few replications tell little apart: raise study.replications_each." if few else ""
        return f"None of {plural(len(rows), 'assumption')} moves {metric.says} by more than luck.{hint}"
    first, more = clear[0], clear[1:3]
    low, high = (metric.write(one or 0.0) for one in (first.estimate_low, first.estimate_high))
    guess = " It is a guess: count it first." if first.is_guess else ""
    here = f", {metric.write(first.estimate or 0.0)} as assumed ({write_input(first.value, first.unit)})"
    said = (
        f"What matters most for {metric.says} is {legible(first.says)}: {low} at {write_input(first.low, first.unit)}, "
        f"{high} at {write_input(first.high, first.unit)}{here}.{guess}"
    )
    if more:
        names = [f"{legible(row.says)} (swing {metric.write_swing(row.swing or 0.0)})" for row in more]
        said += f" Next {'comes' if len(more) == 1 else 'come'} {listed(names)}."
    verb = "moves" if len(clear) == 1 else "move"
    return f"{said} {len(clear)} of {plural(len(rows), 'assumption')} {verb} it by more than luck."


def _others(by_metric: Sequence[Sequence[SensitivityRow]]) -> str:
    """Name what matters most for the other key figures, in one sentence."""
    said = []
    for rows in by_metric:
        first = next((row for row in rows if row.is_clear), None)
        if first is not None:
            metric = METRIC_WORDS[first.metric]
            said.append(f"{legible(first.says)} for {metric.says} (swing {metric.write_swing(first.swing or 0.0)})")
    return f" For other key figures it is {'; '.join(said)}." if said else ""


def _grid(rows: Sequence[SensitivityRow], *, is_any_clear: bool) -> Grid:
    metric = METRIC_WORDS[rows[0].metric]
    which = f"The {plural(len(rows), 'assumption')} that {'moves' if len(rows) == 1 else 'move'} {metric.says} most"
    if not is_any_clear:
        which = f"No assumption moves {metric.says} by more than luck; the {plural(len(rows), 'largest swing')}"
    return Grid(
        caption=(
            f"{which}, and by how many {metric.step}, with 95 % intervals. All assumptions are in table sensitivity."
        ),
        head=("Assumption", "Source of the value", "Unit", "As assumed", "Range", "Low end", "High end", "Swing"),
        rows=[_cells(row) for row in rows],
        names=3,
        sheet="What matters most",
    )


def _cells(row: SensitivityRow) -> list[Cell]:
    metric = METRIC_WORDS[row.metric]
    return [
        words(f"{row.rank}. {legible(row.says)}"),
        words(f"{row.source_kind}: a guess" if row.is_guess else row.source_kind),
        words(row.unit),
        words(write_input(row.value, row.unit) + (", outside the range" if row.is_outside else "")),
        words(ends(row)),
        number(row.at_low, metric.write_change),
        number(row.at_high, metric.write_change),
        NOTHING if row.swing is None else number(row.swung, metric.write_size),
    ]


def _not_here(left_out: Sequence[str]) -> list[str]:
    if not left_out:
        return []
    return [f"Not moved, because this scenario or policy has no such value: {listed(list(left_out))}."]
