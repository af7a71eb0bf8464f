"""Tables in which each row is a thing with an id: sites, zones, rooms, units, teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.importers.draft import Cell, dotted
from sim.importers.table import Spoiled
from sim.importers.texts import alike, visible
from sim.importers.values import value_of

if TYPE_CHECKING:
    from sim.importers.columns import Column, Sheet
    from sim.importers.draft import Draft, Path
    from sim.importers.headers import Header
    from sim.importers.table import Row, Table
    from sim.importers.values import Value


def put_things(draft: Draft, table: Table, sheet: Sheet, header: Header) -> None:
    """Put each row below the sheet's section, under its id; an id that stands twice is told with both rows."""
    id_column = sheet.columns[0]
    draft.section(sheet.section, Cell(table.place, names=f"table {sheet.name}"))
    seen: dict[str, tuple[str, Row]] = {}
    for row in table.rows:
        cells = values_of(row, table, sheet, header)
        values = {column.name: value for column, value in cells}
        name = values.get(id_column.name)
        where = table.row(row.number)
        header_of_ids = header.written.get(id_column.name, id_column.name)
        if name is None or isinstance(name, Spoiled | list):
            if id_column.name in header.written:
                blame_id(draft, (*sheet.section, f"row {row.number}"), Cell(where, header_of_ids), name, id_column)
            continue
        path = (*sheet.section, str(name))
        cell = Cell(where, header_of_ids, names=str(name))
        twin = seen.setdefault(alike(str(name)), (str(name), row))
        if twin[1] is not row:
            blame_twice(draft, Cell(where, header_of_ids), str(name), twin[0], twin[1].number)
            continue
        draft.section(path, cell)
        if row.is_broken:
            draft.broken.add(dotted(path))
            continue
        draft.note_source(path, values.get("source"), Cell(where, header.written.get("source", "source")))
        for column, value in cells:
            if column is not id_column and column.name != "source" and value is not None:
                _put(draft, path, column, value, Cell(where, header.written[column.name]))


def values_of(row: Row, table: Table, sheet: Sheet, header: Header) -> list[tuple[Column, Value]]:
    """Return each column of a row with what stands there, in the order of the sheet whatever that of the table is."""
    return [
        (column, value_of(row.cells[place], column.kind, table))
        for place, column in sorted(header.columns.items(), key=lambda found: sheet.columns.index(found[1]))
        if place < len(row.cells)
    ]


def blame_id(draft: Draft, path: Path, cell: Cell, found: Value, column: Column) -> None:
    """Note a row whose id cannot be used, as a mistake of its own: the row is left out."""
    if isinstance(found, Spoiled):
        value, problem, fix = visible(found.text[:60]), found.problem, found.fix
        draft.blame(path, cell, problem, value=value, suggestion=found.suggestion, fix=fix)
    else:
        draft.blame(path, cell, "is blank, in a row that is not", fix=f"write the {column.name}, or delete the row")


def blame_twice(draft: Draft, cell: Cell, name: str, first: str, first_row: int) -> None:
    """Note an id that stands in two rows."""
    like = "" if first == name else f" (as {visible(first)}, which is too much alike)"
    problem = f"stands twice: in row {first_row}{like}, and again here"
    draft.blame((cell.row, name), cell, problem, value=visible(name), fix="each row needs an id of its own")


def _put(draft: Draft, path: Path, column: Column, value: Value, cell: Cell) -> None:
    if not isinstance(column.path[-1], int):
        draft.put((*path, *column.path), value, cell)
        return
    # Columns that are the items of a list stand in its order; a gap shows as a list that is too short.
    *above, _ = column.path
    place = draft.at(path)
    items = place.setdefault(str(above[0]), []) if place is not None else []
    if isinstance(items, list):
        draft.cells.setdefault(dotted((*path, *above)), Cell(cell.row, str(above[0])))
        items.append(draft.item((*path, *above, len(items)), value, cell))
