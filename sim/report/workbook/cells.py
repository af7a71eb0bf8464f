"""Turns columns of the page into columns of the workbook: an interval takes three, a remark one more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sim.report.language import ENGLISH
from sim.report.workbook.book import Column, Figure, Form

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.report.language import Language
    from sim.report.site_rows import Cell
    from sim.report.workbook.book import Entry
    from sim.stats.interval import Interval

#: A number that reads differently as a share and as itself, whatever the language.
_PROBE = 0.1234
#: Shares that are all small are written with more digits.
_SMALL_SHARE = 0.0051
_NUMBER = re.compile(r"\d+(?:[.,](\d+))?")
_DASH = "\u2013"
#: Marks that a page puts behind a number: clearly more, clearly less.
_MARKS = re.compile("[\u25b2\u25bc]")


def form_of(write: Callable[[float], str]) -> Form:
    """See from how the page writes a number how the workbook should show it: a share has a decimal more."""
    text = write(_PROBE)
    found = _NUMBER.search(text)
    if found is None:
        return Form(1)
    decimals = len(found[1] or "")
    is_share = found[0].replace(",", ".").startswith("12")
    if is_share and (small := _NUMBER.search(write(_SMALL_SHARE))) is not None:
        decimals = max(len(small[1] or ""), 1)
    return Form(decimals, is_share, write(7 * _PROBE).startswith("+"))


def text_column(head: str, cells: Sequence[Cell], language: Language = ENGLISH) -> list[Column]:
    """Return a column of words, and the remarks below them in one of its own."""
    remarks = [cell.limits or None for cell in cells]
    words = Column(head, [_words(cell.value) for cell in cells])
    return [words, Column(language.say("workbook.note", head=head), remarks)] if any(remarks) else [words]


def number_columns(head: str, cells: Sequence[Cell], language: Language = ENGLISH) -> list[Column]:
    """Return the numbers, their limits where there are any, and in a last column what the page says instead or beside.

    A column of words only stays one.
    """
    if all(cell.exact is None for cell in cells) and any(_words(cell.value) for cell in cells):
        return text_column(head, cells, language)
    found = interval_columns(head, [(cell.exact, form_of(cell.write)) for cell in cells], language)
    notes = [_note(cell) for cell in cells]
    return [*found, Column(language.say("workbook.note", head=head), notes)] if any(notes) else found


def interval_columns(
    head: str, intervals: Sequence[tuple[Interval | None, Form]], language: Language = ENGLISH
) -> list[Column]:
    """Return a column of estimates and, where any has limits, two of these."""

    def column(name: str, end: str) -> Column:
        return Column(name, [None if one is None else figure(getattr(one, end), form) for one, form in intervals])

    found = [column(head, "estimate")]
    if any(one is not None and one.low is not None for one, _ in intervals):
        found += [column(language.say(f"workbook.end_{end}", head=head), end) for end in ("low", "high")]
    return found


def figure(value: float | None, form: Form) -> Entry:
    """Return the entry of a number."""
    return None if value is None else Figure(float(value), form)


def _note(cell: Cell) -> str | None:
    """Return what a cell says beyond its number: words in its place, a mark behind it, a remark below it."""
    if cell.exact is None:
        parts = [_words(cell.value), cell.limits]
    else:
        has_limits = cell.exact.low is not None and not cell.wraps
        parts = [*_MARKS.findall(cell.value), "" if has_limits else cell.limits]
    return " ".join(filter(None, parts)) or None


def _words(text: str) -> str | None:
    return None if text in {"", _DASH} else text
