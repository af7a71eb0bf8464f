"""What a workbook is made of: a cover, sheets of tables whose cells are words, dates or numbers, and charts of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from sim.report.language import ENGLISH, Language

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Form:
    """How a number is shown: so many decimals, a share as a percentage, a difference with its sign."""

    decimals: int = 0
    is_share: bool = False
    is_signed: bool = False

    @property
    def code(self) -> str:
        """The number format of Excel."""
        digits = ("0" if self.is_share else "#,##0") + ("." + "0" * self.decimals if self.decimals else "")
        written = f"{digits}%" if self.is_share else digits
        return f"+{written};-{written};{written}" if self.is_signed else written


WHOLE, TENTHS, SHARE = Form(), Form(1), Form(1, is_share=True)


class Figure(NamedTuple):
    """A number as it was computed, and how it is shown."""

    value: float
    form: Form = WHOLE


#: What stands in a cell; None leaves it empty.
Entry = str | date | Figure | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, whose head no other column of it has."""

    head: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart of columns of a table, named by their heads: numbers `up` over what stands in `across`.

    Neighboring rows with the same entry in `by` are a series of that name; all rows are one where it is empty. A bar
    is drawn for each row, a scatter has a point for each. The series `left_out` would dwarf the others. Of very many
    series the first are drawn.
    """

    kind: Literal["line", "bar", "scatter"]
    title: str
    across: str
    up: str
    by: str = ""
    left_out: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns of equal length under a caption."""

    caption: str
    columns: Sequence[Column]
    chart: Chart | None = None

    @property
    def rows(self) -> int:
        """How many rows there are below the heads."""
        return len(self.columns[0].entries) if self.columns else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Tables below each other, and what has to be known to read them."""

    name: str
    tables: Sequence[Table]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook: its first sheet says in `lines`, each a label and an entry, what the others are about."""

    title: str
    lines: Sequence[tuple[str, Entry]]
    sheets: Sequence[Sheet]
    language: Language = ENGLISH
