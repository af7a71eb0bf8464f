"""Write the report of a run into its results folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.evidence import gather
from sim.report.ledger import ledger_of
from sim.report.page import render_page
from sim.report.painters import Painters
from sim.report.picture import write_pictures
from sim.report.workbook.write import project_book, write_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl

    from sim.report.answer import Answer
    from sim.report.facts import Facts


def write_report(
    folder: Path, tables: Mapping[str, pl.DataFrame], facts: Facts, painters: Painters | None = None
) -> Answer:
    """Write `folder/report.html` and `workbook.xlsx`, and each figure into `folder/figures`; same input, same bytes.

    Figures are written as SVG and PNG. Returns the answer that the page opens with.

    Parameters
    ----------
    painters
        Draw the figures; they read `tables` from the files in `folder/tables`. This process alone where None.
    """
    evidence = gather(tables, facts)
    pictures = (painters or Painters(0)).paint(evidence, folder / "tables")
    write_pictures(folder, pictures)
    (folder / "report.html").write_bytes(render_page(evidence, pictures, folder.parent).encode())
    write_workbook(folder, project_book(evidence, ledger_of(facts, folder.parent)))
    return evidence.answer
