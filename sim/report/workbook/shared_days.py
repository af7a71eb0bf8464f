"""Sheet "Shared days": desks wanted at each site on its shared office days, with the event and without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.shared_day_cost import shared_day_costs
from sim.report.words import legible
from sim.report.workbook.book import TENTHS, Column, Figure, Form, Sheet, Table
from sim.report.workbook.cells import interval_columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.report.evidence import Evidence

_CHANGE = Form(1, is_signed=True)


def shared_days(evidence: Evidence) -> list[Sheet]:
    """Return the sheet; none where no site shown has a shared office day."""
    rows = shared_day_costs(evidence)
    if not rows:
        return []
    language = evidence.language

    def head(key: str) -> str:
        return language.say(f"sheets.shared_days_{key}")

    def tenths(key: str, numbers: Iterable[float]) -> Column:
        return Column(head(key), [Figure(number, TENTHS) for number in numbers])

    table = Table(
        caption=head("caption"),
        columns=[
            Column(head("site"), [legible(row.name) for row in rows]),
            Column(head("desks"), [Figure(row.desks) for row in rows]),
            tenths("days", (row.days / row.replications for row in rows)),
            tenths("wanted", (row.wanted for row in rows)),
            tenths("wanted_without", (row.without for row in rows)),
            *interval_columns(head("wanted_more"), [(row.extra, _CHANGE) for row in rows], language),
            tenths("missing", (row.short for row in rows)),
            tenths("missing_without", (row.short_without for row in rows)),
            *interval_columns(head("missing_more"), [(row.extra_short, _CHANGE) for row in rows], language),
        ],
    )
    return [Sheet(name=head("name"), tables=[table], notes=[head("note_means"), head("note_small")])]
