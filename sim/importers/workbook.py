"""Tables from an .xlsx workbook, a sheet each. The only file that knows openpyxl.

Formulas are never run: where a cell holds one, the value that the spreadsheet program stored with it is taken.
"""

from __future__ import annotations

import io
import re
import warnings
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import openpyxl  # type: ignore[import-untyped]
from openpyxl.cell.read_only import EMPTY_CELL  # type: ignore[import-untyped]
from openpyxl.reader.excel import ExcelReader  # type: ignore[import-untyped]

from sim.errors import InputError, Mistake
from sim.importers.files import MOST_COLUMNS, MOST_LINES, MOST_ROWS, read_bytes, refusal, too_many_rows
from sim.importers.package import Package, admit
from sim.importers.sheets import meant_by
from sim.importers.table import Raw, Reading, Row, Spoiled, Table, is_blank, remarks_with_values, split_off_header

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SAVE_AGAIN = "open it in a spreadsheet program and save it as .xlsx"
#: As many as a page shows.
_MOST_MERGED_TOLD = 20
_MACROS = (".xlsm", ".xltm")


def read(path: Path, label: str) -> Reading:
    """Return the sheets of a workbook as tables, or raise `InputError` where it cannot be used."""
    content = read_bytes(path, label)
    if path.suffix.lower() in _MACROS:
        raise refusal(label, "is a workbook with macros, which are programs", "save it as .xlsx, which has none")
    package = admit(content, label)
    reading = Reading(label, "sheet")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features of the spreadsheet that do not touch its values
            _read_sheets(package, reading)
    except InputError:
        raise
    except Exception as error:  # whatever a damaged file makes a library do, the answer is the same
        raise refusal(label, "cannot be read as a workbook", _SAVE_AGAIN) from error
    return reading


def _read_sheets(package: Package, reading: Reading) -> None:
    stored = openpyxl.load_workbook(io.BytesIO(package.content), read_only=True, data_only=True, keep_links=False)
    written = _Again(package.content, stored).book()
    if len(written.sheetnames) != package.sheets:
        raise refusal(reading.label, "names sheets that it does not hold", _SAVE_AGAIN)
    formulas = 0
    seen: set[str] = set()
    for values, originals in zip(stored.worksheets, written.worksheets, strict=True):
        place = reading.place(values.title)
        name = meant_by(values.title)
        if not name or name in seen:  # a second sheet of a table is refused anyway, whatever it holds
            reading.tables.append(Table(values.title, place, 1, (), ()))
            continue
        seen.add(name)
        rows = []
        for row, found in _rows(values, originals, place):
            rows.append(row)
            formulas += found
        header, below = split_off_header(rows)
        reading.notices += remarks_with_values(rows, place)
        if header is None:
            reading.tables.append(Table(values.title, place, 1, (), ()))
            continue
        merged = package.merged.get(values._worksheet_path.lstrip("/"), [])  # noqa: SLF001 (openpyxl names it nowhere else)
        reading.mistakes += _merged_cells(place, header, merged)
        table = Table(values.title, place, header.number, header.cells, tuple(below), is_typed=True)
        reading.tables.append(table)
    if formulas:
        told = f"formulas are not run: {formulas:,} values are those stored when the file was saved"
        reading.notices.append(f"{reading.label}: {told}")


class _Again(ExcelReader):  # type: ignore[misc]
    """Reads a workbook a second time, for what its formulas say; the texts that cells share are those of the first."""

    def __init__(self, content: bytes, first: Any) -> None:  # noqa: ANN401 (openpyxl has no types)
        super().__init__(io.BytesIO(content), read_only=True, keep_links=False)
        self._known: list[str] = next((page._shared_strings for page in first.worksheets), [])  # noqa: SLF001

    def read_strings(self) -> None:
        self.shared_strings = self._known

    def book(self) -> Any:  # noqa: ANN401
        self.read()
        return self.wb


def _rows(values: Any, originals: Any, place: str) -> Iterator[tuple[Row, int]]:  # noqa: ANN401 (openpyxl has no types)
    """Yield rows that hold something, each with the number of its formulas."""
    for sheet in (values, originals):
        sheet.reset_dimensions()  # what a file says of its own size may be wrong
    pairs = zip_longest(
        values.iter_rows(max_col=MOST_COLUMNS + 1), originals.iter_rows(max_col=MOST_COLUMNS + 1), fillvalue=()
    )
    held = 0
    for number, (stored, written) in enumerate(pairs, start=1):
        if number > MOST_LINES:
            raise too_many_rows(place)
        if all(cell is EMPTY_CELL for cell in written):
            continue
        cells = tuple(_cell(one, other) for one, other in zip(stored, written, strict=True))
        if all(map(is_blank, cells)):
            continue
        held += 1
        if held > MOST_ROWS + 1:
            raise too_many_rows(place)
        stored_formulas = sum(b.data_type == "f" and a.value is not None for a, b in zip(stored, written, strict=True))
        yield Row(number, cells), stored_formulas


def _cell(stored: Any, written: Any) -> Raw:  # noqa: ANN401 (openpyxl has no types)
    """Return the value of a cell; that of a formula is the one stored with it."""
    value = stored.value
    if written.data_type == "f" and value is None:
        problem = "holds a formula without a stored value, and formulas are not run"
        fix = "open the file in a spreadsheet program and save it, or write the value itself"
        return Spoiled(f"={str(getattr(written.value, 'text', written.value)).lstrip('=')}"[:60], problem, fix=fix)
    if stored.data_type == "e":
        return Spoiled(str(value), "is what a spreadsheet shows where a formula has gone wrong", fix="write the value")
    return value  # type: ignore[no-any-return]


def _merged_cells(place: str, header: Row, merged: list[str]) -> list[Mistake]:
    """Note merged cells of the table: only the first of them holds the value. Above the header they may be."""
    last = max(number for number, cell in enumerate(header.cells, start=1) if not is_blank(cell))
    found = []
    for cells in merged:
        first, _, end = cells.partition(":")
        column, row = _position(first)
        if _position(end)[1] >= header.number and column <= last:
            problem = "are merged, so that only the first of them holds a value"
            fix = "take the merge back and write the value in each cell"
            found.append(Mistake(problem=problem, file=f"{place}, row {row}", key=f"cells {cells}", fix=fix))
        if len(found) == _MOST_MERGED_TOLD:
            break
    return found


def _position(cell: str) -> tuple[int, int]:
    letters = re.sub(r"\d", "", cell)
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(cell[len(letters) :])
