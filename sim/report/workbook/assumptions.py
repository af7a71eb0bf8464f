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
    say = ledger.language.say
    table = Table(
        caption=say("ledger.sheet_caption"),
        columns=[
            Column(say("ledger.key"), [entry.key for entry in entries]),
            Column(say("ledger.value"), [ledger.value(entry) for entry in entries]),
            Column(say("ledger.unit"), [ledger.unit(entry) for entry in entries]),
            Column(say("ledger.source_kind"), [ledger.kind(entry.source_kind) for entry in entries]),
            Column(say("ledger.source"), [ledger.source(entry) for entry in entries]),
            Column(say("ledger.set_in"), [ledger.set_in(entry) for entry in entries]),
            Column(say("ledger.rank"), [None if entry.rank is None else Figure(entry.rank) for entry in entries]),
            Column(say("ledger.moves_most"), [entry.moves or None for entry in entries]),
            Column(say("ledger.risky"), [say("ledger.risky_yes") if entry.is_risky else None for entry in entries]),
        ],
    )
    notes = [say("ledger.sheet_note", measured=ledger.measured)] if ledger.top else []
    return [Sheet(name=say("ledger.sheet"), tables=[table], notes=notes)]
