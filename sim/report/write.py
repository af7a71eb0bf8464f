"""Write the report of a run into its results folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.evidence import gather
from sim.report.page import Picture, render_page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl

    from sim.report.answer import Answer
    from sim.report.facts import Facts


def write_report(folder: Path, tables: Mapping[str, pl.DataFrame], facts: Facts) -> Answer:
    """Write `folder/report.html`, and each figure as SVG and PNG into `folder/figures`; same input, same bytes.

    Returns the answer that the page opens with.
    """
    # Here, because matplotlib takes a second that `--help` and a run without a report need not spend.
    from sim.report.plots.canvas import png_bytes, svg_bytes
    from sim.report.plots.gallery import draw_all

    evidence = gather(tables, facts)
    figures = folder / "figures"
    figures.mkdir(parents=True, exist_ok=True)
    pictures = []
    for drawing in draw_all(evidence):
        picture = Picture(
            name=drawing.name,
            reading=drawing.reading,
            alternative=drawing.alternative,
            svg=svg_bytes(drawing.figure),
            png=png_bytes(drawing.figure),
        )
        (figures / f"{picture.name}.svg").write_bytes(picture.svg)
        (figures / f"{picture.name}.png").write_bytes(picture.png)
        pictures.append(picture)
    (folder / "report.html").write_bytes(render_page(evidence, pictures).encode())
    return evidence.answer
