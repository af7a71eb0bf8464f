"""The first sheet: question and answer, what was simulated, and how the numbers of the others are to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.language import ENGLISH
from sim.report.phrases import level_in, policy_in
from sim.report.words import count, legible
from sim.report.workbook.book import Book

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.facts import Facts
    from sim.report.language import Language
    from sim.report.workbook.book import Entry, Sheet


def book_of(
    facts: Facts, answer: str, scope: str, remarks: Sequence[str], sheets: Sequence[Sheet], language: Language = ENGLISH
) -> Book:
    """Put the sheets of a report behind the sheet that explains them."""
    say = language.say
    done, planned = (language.number(count(one)) for one in (facts.replications_done, facts.replications_planned))
    study = language.name("study_kind", facts.study, facts.study)
    lines: list[tuple[str, Entry]] = [
        (say("workbook.question"), facts.question or None),
        (say("workbook.answer"), answer),
        *(("", remark) for remark in remarks),
        (say("workbook.scope"), " ".join(filter(None, (f"{facts.organization}.", scope)))),
        (say("workbook.intervals"), say("workbook.intervals_text")),
        (say("workbook.small"), say("workbook.small_text")),
        (say("workbook.scenario"), facts.scenario),
        (say("workbook.policy"), policy_in(language, facts.policy)),
        (say("workbook.study"), say("workbook.study_text", study=study, level=level_in(language, facts.service_level))),
        (say("workbook.first_workday"), facts.first_date),
        (say("workbook.last_workday"), facts.last_date),
        (say("workbook.replications"), say("workbook.replications_text", done=done, planned=planned)),
        (say("workbook.seed"), str(facts.seed)),  # a spreadsheet would round it
        (say("workbook.version"), f"office-sim {facts.version}"),
        (say("workbook.key"), facts.key),
        (say("workbook.page"), say("workbook.page_text")),
    ]
    shown = [line for line in lines if line[1] is not None]
    return Book(title=legible(facts.title), lines=shown, sheets=sheets, language=language)
