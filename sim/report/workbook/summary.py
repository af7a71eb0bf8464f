"""The first sheet: question and answer, what was simulated, and how the numbers of the others are to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.suppression import SMALLEST_GROUP
from sim.report.words import legible, level_text
from sim.report.workbook.book import Book

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.facts import Facts
    from sim.report.workbook.book import Entry, Sheet

_INTERVAL = (
    "Low and high are the limits of a 95 % interval: how far a number could move if very many years were simulated. "
    "With one replication there are none. They cover who happens to work here and what happens in a year, given the "
    "inputs; whether the inputs and the model are right is in no interval. Numbers are unrounded, the format of a "
    "cell shows the digits that a planner can use."
)
_SMALL = (
    f"The people are synthetic, drawn from head counts of teams. Groups of fewer than {SMALLEST_GROUP} people, and "
    "those that a total would reveal, are not shown by themselves, here as in report.html."
)


def book_of(facts: Facts, answer: str, scope: str, remarks: Sequence[str], sheets: Sequence[Sheet]) -> Book:
    """Put the sheets of a report behind the sheet that explains them."""
    lines: list[tuple[str, Entry]] = [
        ("Question", facts.question or None),
        ("Answer", answer),
        *(("", remark) for remark in remarks),
        ("Scope", " ".join(filter(None, (f"{facts.organization}.", scope)))),
        ("Low and high", _INTERVAL),
        ("Small groups", _SMALL),
        ("Scenario", facts.scenario),
        ("Policy", facts.policy),
        ("Study", f"{facts.study}, service level {level_text(facts.service_level)}"),
        ("First workday", facts.first_date),
        ("Last workday", facts.last_date),
        ("Replications", f"{facts.replications_done:,} of {facts.replications_planned:,} planned"),
        ("Seed", str(facts.seed)),  # a spreadsheet would round it
        ("Version", f"office-sim {facts.version}"),
        ("Key", facts.key),
        ("Page", "report.html beside this file has the same numbers, with figures."),
    ]
    return Book(title=legible(facts.title), lines=[line for line in lines if line[1] is not None], sheets=sheets)
