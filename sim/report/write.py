"""Write the report of a run into its results folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.evidence import gather
from sim.report.ledger import ledger_of
from sim.report.page import render_page
from sim.report.painters import Painters
from sim.report.picture import write_pictures
from sim.report.terminal import lines
from sim.report.workbook.write import project_book, write_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl

    from sim.report.facts import Facts
    from sim.report.ledger import Ledger


def write_report(
    folder: Path,
    tables: Mapping[str, pl.DataFrame],
    facts: Facts,
    painters: Painters | None = None,
    ledger: Ledger | None = None,
) -> list[str]:
    """Write `folder/report.html` and `workbook.xlsx`, and each figure into `folder/figures`; same input, same bytes.

    Figures are written as SVG and PNG. Returns what the command line prints: five lines at most, the answer first.

    Parameters
    ----------
    painters
        Draw the figures; they read `tables` from the files in `folder/tables`. This process alone where None.
    ledger
        The assumptions, where somebody has collected them already.
    """
    evidence = gather(tables, facts)
    ledger = ledger or ledger_of(facts, folder.parent)
    pictures = (painters or Painters(0)).paint(evidence, folder / "tables")
    write_pictures(folder, pictures)
    (folder / "report.html").write_bytes(render_page(evidence, pictures, ledger).encode())
    write_workbook(folder, project_book(evidence, ledger))
    return lines(evidence, ledger)
