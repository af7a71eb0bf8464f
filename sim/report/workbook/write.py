"""Puts `workbook.xlsx` beside the page, with the same answer, the same rows and the same assumptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.remarks import remarks
from sim.report.workbook.assumptions import assumptions
from sim.report.workbook.excel import xlsx_bytes
from sim.report.workbook.grids import sheets_of
from sim.report.workbook.levels import wanted_at_levels
from sim.report.workbook.people import people
from sim.report.workbook.rooms import rooms
from sim.report.workbook.shared_days import shared_days
from sim.report.workbook.sites import sites
from sim.report.workbook.summary import book_of
from sim.report.workbook.zones import zones

if TYPE_CHECKING:
    from pathlib import Path

    from sim.report.evidence import Evidence
    from sim.report.facts import Facts
    from sim.report.ledger import Ledger
    from sim.report.study_page import StudyPage
    from sim.report.workbook.book import Book, Sheet

WORKBOOK = "workbook.xlsx"


def project_book(evidence: Evidence, ledger: Ledger) -> Book:
    """Return the workbook of a run; only its assumptions where nothing of it may be published."""
    answer, facts = evidence.answer, evidence.facts
    found: list[Sheet] = []
    if answer.publishable:
        found += people(evidence)
    if answer.publishable and answer.sites:
        of_places = (sites, wanted_at_levels, zones, rooms, shared_days)
        found = [sheet for make in of_places for sheet in make(evidence)] + found
    said = remarks(answer, facts.replications_planned)
    sheets = [*found, *assumptions(ledger)]
    return book_of(facts, answer.sentence, evidence.scope(), said, sheets, evidence.language)


def study_book(page: StudyPage, facts: Facts, ledger: Ledger) -> Book:
    """Return the workbook of a study: what its page shows, table by table, in the language of the page."""
    found = [*page.sheets, *sheets_of(page.sections, page.language), *assumptions(ledger)]
    return book_of(facts, page.answer, page.scope, page.remarks, found, page.language)


def write_workbook(folder: Path, book: Book) -> None:
    """Write the file into a results folder; same book, same bytes."""
    (folder / WORKBOOK).write_bytes(xlsx_bytes(book))
