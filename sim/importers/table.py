"""Tables as they stand in a workbook or a CSV file, before anybody has asked what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.errors import Mistake


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A cell that holds something else than its author meant, and why; `text` is what is shown of it."""

    text: str
    problem: str
    suggestion: str = ""
    fix: str = ""


Raw = str | int | float | bool | date | datetime | time | timedelta | Spoiled | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row, with its number as a spreadsheet shows it; of one that `is_broken` only the first cell can be trusted."""

    number: int
    cells: tuple[Raw, ...]
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet or a CSV file: what it is called (`name`), where it stands (`place`), its header and the rows below.

    With `decimal_comma` numbers are written 0,5. `is_typed` says that numbers are numbers already, as in a workbook.
    One that `is_cut` goes on where it could not be read any more.
    """

    name: str
    place: str
    header_row: int
    header: tuple[Raw, ...]
    rows: tuple[Row, ...]
    decimal_comma: bool = False
    is_typed: bool = False
    is_cut: bool = False

    def row(self, number: int) -> str:
        """Return where a row stands, in the words of messages."""
        return f"{self.place}, row {number}"


@dataclass(slots=True)
class Reading:
    """All tables of one source, what a user should know of how they were read, and the mistakes found on the way."""

    label: str
    word: str
    tables: list[Table] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    def place(self, name: str) -> str:
        """Return where a table stands: ``my_city.xlsx, sheet rooms`` or ``my_city/rooms.csv``."""
        return f"{self.label}, sheet {name}" if self.word == "sheet" else f"{self.label}/{name}.csv"


def is_blank(raw: Raw) -> bool:
    """Whether nothing that can be seen stands in a cell."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def split_off_header(rows: list[Row]) -> tuple[Row | None, list[Row]]:
    """Return the header, which is the first row that holds something, and the rows below that hold something.

    Rows that begin with # are remarks, above the header and below.
    """
    filled = [row for row in rows if not all(map(is_blank, row.cells)) and not _is_remark(row)]
    return (filled[0], filled[1:]) if filled else (None, [])


def remarks_with_values(rows: list[Row], place: str) -> list[str]:
    """Say how many remarks have more than one cell: a row of the table that somebody has put a # before looks so."""
    remarks = [row for row in rows if not all(map(is_blank, row.cells)) and _is_remark(row)]
    numbers = [row.number for row in remarks if sum(not is_blank(cell) for cell in row.cells) > 1]
    if not numbers:
        return []
    rows_words = (
        f"row {numbers[0]}" if len(numbers) == 1 else f"{len(numbers):,} rows, the first of them row {numbers[0]},"
    )
    return [
        f"{place}: {rows_words} not read, because of the # it begins with"
        if len(numbers) == 1
        else f"{place}: {rows_words} not read, because of the # they begin with"
    ]


def _is_remark(row: Row) -> bool:
    first = next(cell for cell in row.cells if not is_blank(cell))
    return isinstance(first, str) and first.strip().startswith("#")
