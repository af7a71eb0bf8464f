"""The page of a study: its answer in a paragraph, then sections of sentences, figures and small tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.report.page import Picture, environment
from sim.report.site_rows import Cell
from sim.report.words import count, span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sim.report.facts import Facts
    from sim.report.plots.canvas import Drawing
    from sim.stats.interval import Interval

#: Between two sentences; a decimal point has no space behind it.
_SENTENCE_END = re.compile(r"(?<=\.) (?=[A-Z])")
#: All that a page says of an organization that is a small group itself.
NOTHING_PUBLISHABLE = "Nothing can be published: the whole organization has fewer than 5 people."
#: What stands where nothing is known.
NOTHING = Cell("\u2013", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table of a page: `head` of each column, and rows of cells, of which the first `names` are words, not numbers.

    Whoever fills it leaves out or names as suppressed every group of fewer than 5 people.
    """

    caption: str
    head: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    names: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a page under a heading: paragraphs, figures, tables, and what has to be known to read them."""

    heading: str
    paragraphs: Sequence[str] = ()
    drawings: Sequence[Drawing] = ()
    grids: Sequence[Grid] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPage:
    """A whole page. `answer` is the paragraph a board would read; `scope` says what was simulated."""

    answer: str
    scope: str
    remarks: Sequence[str] = ()
    sections: Sequence[Section] = field(default_factory=tuple)


def words(text: str) -> Cell:
    """Put a text into a cell."""
    return Cell(text, "")


def number(interval: Interval, write: Callable[[float], str] = count) -> Cell:
    """Put an estimate with its limits into a cell."""
    return NOTHING if interval.estimate is None else Cell(write(interval.estimate), span(interval, write))


def write_study_page(folder: Path, page: StudyPage, facts: Facts) -> None:
    """Write `folder/report.html`, and each figure as SVG and PNG into `folder/figures`; same input, same bytes."""
    from sim.report.plots.canvas import png_bytes, svg_bytes

    figures = folder / "figures"
    figures.mkdir(parents=True, exist_ok=True)
    sections = []
    for section in page.sections:
        pictures = []
        for drawing in section.drawings:
            svg, png = svg_bytes(drawing.figure), png_bytes(drawing.figure)
            (figures / f"{drawing.name}.svg").write_bytes(svg)
            (figures / f"{drawing.name}.png").write_bytes(png)
            pictures.append(
                Picture(name=drawing.name, reading=drawing.reading, alternative=drawing.alternative, svg=svg, png=png)
            )
        sections.append({"section": section, "pictures": pictures})
    # The first sentence is what is read from afar.
    first, _, more = _SENTENCE_END.sub("\n", page.answer, count=1).partition("\n")
    template = environment().get_template("study.html.j2")
    text = template.render(facts=facts, page=page, first=first, more=more, sections=sections)
    (folder / "report.html").write_bytes(text.encode())
