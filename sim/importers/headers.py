"""Which column of a table is which: by name, by another name for it, or not at all, with the nearest that there is."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.errors import Mistake
from sim.importers.files import MOST_COLUMNS
from sim.importers.personal import FIX, header_problem
from sim.importers.table import Spoiled, is_blank
from sim.importers.texts import clean, fold, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.importers.columns import Column, Sheet
    from sim.importers.table import Raw, Table


@dataclass(slots=True)
class Header:
    """The columns of a table by their place in a row, those that were guessed, and needed ones that are missing."""

    columns: dict[int, Column] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    @property
    def other_names(self) -> list[str]:
        """Columns that are called otherwise in the table, as ``Tiimi = team_id``."""
        pairs = ((name, written) for name, written in self.written.items() if name not in self.guessed)
        return [f"{written} = {name}" for name, written in pairs if written != name]


def header_of(table: Table, sheet: Sheet) -> Header:
    """Match the header of a table; one that is nearly right is a mistake, but its values are checked all the same."""
    header = Header()
    where = table.row(table.header_row)
    raws = table.header[:MOST_COLUMNS]
    matched = {place: _matched(raw, sheet) for place, raw in enumerate(raws) if not is_blank(raw)}
    # What is there under its own name is not to be guessed for a column that stands before it.
    named = {column.name for _, column, _ in matched.values() if column}
    for place in range(len(raws)):
        if place not in matched:
            header.mistakes += _nameless(table, place)
            continue
        written, column, problem = matched[place]
        suggestion = "" if column or problem else _nearest_column(written, sheet, named | set(header.written))
        if column is None:
            header.mistakes.append(_unknown(where, written, problem, sheet, suggestion))
            column = sheet.column_named(suggestion)
            header.guessed.append(suggestion)
        if column is None:
            continue
        if column.name in header.written:
            header.mistakes.append(_twice(where, written, header.written[column.name]))
            continue
        header.written[column.name] = written
        header.columns[place] = column
    if any(not is_blank(raw) for raw in table.header[MOST_COLUMNS:]):
        problem = f"has more than {MOST_COLUMNS} columns"
        header.mistakes.append(Mistake(problem=problem, file=where, fix="delete all columns beside the table"))
    for column in sheet.columns:
        if column.needed and column.name not in header.written:
            header.missing.append(column.name)
            problem, fix = "is a column that is missing", f"add a column {column.name}: {column.meaning}"
            header.mistakes.append(Mistake(problem=problem, file=where, key=column.name, fix=fix))
    return header


def nearest(name: str, names: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the name most like another, or nothing."""
    known = {fold(one): one for one in names}
    found = difflib.get_close_matches(fold(name), list(known), n=1, cutoff=cutoff)
    return known[found[0]] if found else ""


def _matched(raw: Raw, sheet: Sheet) -> tuple[str, Column | None, str]:
    """Return a header as written, the column it means, and why it may not be there."""
    text = raw if isinstance(raw, Spoiled) else clean(str(raw))
    if isinstance(text, Spoiled):
        return visible(text.text), None, text.problem
    written = text or ""
    column = sheet.column_named(fold(written))
    return visible(written[:60]), column, "" if column else header_problem(fold(written))


def _nearest_column(written: str, sheet: Sheet, taken: set[str]) -> str:
    free = [column for column in sheet.columns if column.name not in taken]
    names = {name: column.name for column in free for name in (column.name, *column.synonyms)}
    return names.get(nearest(written, names, cutoff=0.7), "")


def _unknown(where: str, written: str, problem: str, sheet: Sheet, suggestion: str) -> Mistake:
    if problem:
        return Mistake(problem=problem, file=where, key=written, fix=FIX if "person" in problem else "write it again")
    return Mistake(
        problem=f"is not a column of table {sheet.name}",
        file=where,
        key=written,
        allowed=", ".join(column.name for column in sheet.columns),
        suggestion=suggestion,
        fix="" if suggestion else "delete the column",
    )


def _twice(where: str, written: str, first: str) -> Mistake:
    as_well = "" if written == first else f", the first time as {first}"
    return Mistake(problem=f"stands in the header twice{as_well}", file=where, key=written, fix="keep one of the two")


def _nameless(table: Table, place: int) -> list[Mistake]:
    row = next((row for row in table.rows if place < len(row.cells) and not is_blank(row.cells[place])), None)
    if row is None:
        return []
    problem = f"column {place + 1} has a value and no header"
    return [Mistake(problem=problem, file=table.row(row.number), fix="write its header, or delete the value")]
