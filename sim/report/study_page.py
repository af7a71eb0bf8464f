"""The page of a study: its answer in a paragraph, then sections of sentences, figures and small tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from sim.report.language import ENGLISH, Language
from sim.report.ledger import ledger_of
from sim.report.page import environment
from sim.report.phrases import policy_in
from sim.report.picture import picture_of, write_pictures
from sim.report.site_rows import Cell, cell
from sim.report.words import count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sim.report.calendar.view import CalendarView
    from sim.report.explorer_view import ExplorerView
    from sim.report.facts import Facts
    from sim.report.ledger import Ledger
    from sim.report.ledger_drivers import Ranking
    from sim.report.plots.canvas import Drawing
    from sim.report.workbook.book import Chart, Sheet
    from sim.stats.interval import Interval

#: Between two sentences; a decimal point has no space behind it.
_SENTENCE_END = re.compile(r"(?<=\.) (?=[A-ZÅÄÖ])")
#: What stands where nothing is known.
NOTHING = Cell("\u2013", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table of a page: `head` of each column, and rows of cells, of which the first `names` are words, not numbers.

    Whoever fills it leaves out or names as suppressed every group of fewer than 5 people. `sheet` of the workbook takes
    it too, with its `chart`; none where that is empty.
    """

    caption: str
    head: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    names: int = 1
    sheet: str = ""
    chart: Chart | None = None


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
    """A whole page. `answer` is the paragraph a board would read; `scope` says what was simulated.

    `ranking` is that of the assumptions where the study itself has measured it. `sheets` are what the workbook has
    beside the tables of the page. All of it is in `language`; the reader tries policies in
    the `explorer` and looks at one site in the `calendar`.
    """

    answer: str
    scope: str
    remarks: Sequence[str] = ()
    sections: Sequence[Section] = field(default_factory=tuple)
    ranking: Ranking | None = None
    sheets: Sequence[Sheet] = ()
    language: Language = ENGLISH
    explorer: ExplorerView | None = None
    calendar: CalendarView | None = None


def words(text: str) -> Cell:
    """Put a text into a cell."""
    return Cell(text, "")


def number(interval: Interval, write: Callable[[float], str] = count, language: Language = ENGLISH) -> Cell:
    """Put an estimate with its limits into a cell; a dash where nothing is known."""
    return NOTHING if interval.estimate is None else cell(interval, write, language)


def write_study_page(folder: Path, page: StudyPage, facts: Facts, ledger: Ledger | None = None) -> None:
    """Write `folder/report.html` and `workbook.xlsx`, and each figure into `folder/figures`; same input, same bytes."""
    from sim.report.workbook.write import study_book, write_workbook

    pictures = [[picture_of(drawing) for drawing in section.drawings] for section in page.sections]
    write_pictures(folder, chain.from_iterable(pictures))
    sections = [{"section": section, "pictures": drawn} for section, drawn in zip(page.sections, pictures, strict=True)]
    # The first sentence is what is read from afar.
    first, _, more = _SENTENCE_END.sub("\n", page.answer, count=1).partition("\n")
    template = environment().get_template("study.html.j2")
    ledger = ledger or ledger_of(facts, folder.parent, page.ranking)
    text = template.render(
        facts=facts,
        page=page,
        first=first,
        more=more,
        sections=sections,
        ledger=ledger,
        language=page.language.code,
        policy=policy_in(page.language, facts.policy),
        say=page.language.say,
        explorer=page.explorer,
        calendar=page.calendar,
    )
    (folder / "report.html").write_bytes(text.encode())
    write_workbook(folder, study_book(page, facts, ledger))
