"""Sheet "Assumptions": every value of the configuration with unit, source and place, those that matter most first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.workbook.book import Column, Figure, Sheet, Table

if TYPE_CHECKING:
    from sim.report.ledger import Ledger


def assumptions(ledger: Ledger) -> list[Sheet]:
    """Return the sheet; none where no value has a source beside it."""
    entries = ledger.entries
    if not entries:
        return []
    table = Table(
        caption="Values with a source beside them, those that matter most first",
        columns=[
            Column("Key", [entry.key for entry in entries]),
            Column("Value", [entry.value for entry in entries]),
            Column("Unit", [entry.unit for entry in entries]),
            Column("Kind of source", [entry.source_kind for entry in entries]),
            Column("Source", [entry.source for entry in entries]),
            Column("Set in", [entry.set_in for entry in entries]),
            Column("Rank", [None if entry.rank is None else Figure(entry.rank) for entry in entries]),
            Column("What it moves most", [entry.moves or None for entry in entries]),
            Column("A guess that matters", ["yes" if entry.is_risky else None for entry in entries]),
        ],
    )
    notes = [f"Rank: how strongly a value moves the answers, measured on {ledger.measured}."] if ledger.top else []
    return [Sheet(name="Assumptions", tables=[table], notes=notes)]
