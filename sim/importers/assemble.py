"""Puts the tables of a source together to a scenario; sources differ only in how they find tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.errors import Mistake
from sim.importers.draft import Cell, Draft, dotted
from sim.importers.guide import FOR_PEOPLE
from sim.importers.headers import header_of
from sim.importers.imported import Imported
from sim.importers.norms import put_norms
from sim.importers.settings import choose, put_settings
from sim.importers.sheets import SHEETS, nearly_named, sheet_named
from sim.importers.texts import fold
from sim.importers.things import put_things

if TYPE_CHECKING:
    from sim.importers.columns import Sheet
    from sim.importers.headers import Header
    from sim.importers.table import Reading, Table


def put_together(reading: Reading, name: str) -> Imported:
    """Return the scenario that tables hold; `name` stands in for a title that is not given."""
    draft = Draft(reading.label)
    found = _recognized(reading)
    found = {name: (sheet, _below_title(reading, table, sheet)) for name, (sheet, table) in found.items()}
    headers = {sheet.name: header_of(table, sheet) for sheet, table in found.values() if table.header}
    chosen: dict[str, tuple[object, Cell]] = {}
    if "scenario" in headers:
        sheet, table = found["scenario"]
        chosen = put_settings(draft, table, sheet, headers[sheet.name])
    bases = {"organization": "empty", "office": "empty", "activities": "none" if "activities" in found else "municipal"}
    if "activities" not in {*found, *chosen}:
        reading.notices.append(f"{reading.label}: no table activities; activities=municipal is used")
    if "rooms" not in found and chosen.get("office", ("empty",))[0] == "empty":
        reading.notices.append(f"{reading.label}: no table rooms; there are none")
    draft.is_whole = chosen.get("organization", ("empty",))[0] == "empty"
    for sheet in SHEETS:
        if sheet.name in found and sheet.name != "scenario":
            _put(draft, found[sheet.name][1], sheet, headers.get(sheet.name))
    draft.mistakes += _missing_tables(reading, found, chosen)
    choose(draft, chosen, bases)
    _name(draft, chosen, name)
    for header in headers.values():
        draft.mistakes += header.mistakes
    return Imported(
        label=reading.label,
        data=draft.data,
        cells=draft.cells,
        sources=draft.sources,
        absent=frozenset(
            (dotted(found[name][0].section), column) for name, header in headers.items() for column in header.missing
        ),
        broken=frozenset(draft.broken),
        unsure=frozenset(sheet.section[0] for sheet, table in found.values() if table.is_cut and sheet.section),
        mistakes=[*reading.mistakes, *draft.mistakes],
        notices=[*reading.notices, *_notices(found, headers)],
    )


def _put(draft: Draft, table: Table, sheet: Sheet, header: Header | None) -> None:
    if not table.rows and sheet.needed and not table.is_cut:
        problem = "is a table without rows" if header else "is empty"
        draft.blame(sheet.section, Cell(table.place), problem, fix=f"copy it from the template: {sheet.meaning}")
    if header is None:
        return
    if sheet.layout == "things":
        put_things(draft, table, sheet, header)
    elif sheet.layout == "norms":
        put_norms(draft, table, sheet, header)
    else:
        put_settings(draft, table, sheet, header)


def _below_title(reading: Reading, table: Table, sheet: Sheet) -> Table:
    """Return a table from its header on, and say that what stands above is none: the title of a sheet, for people."""
    if not table.rows or any(map(sheet.means_column, table.header)):
        return table
    first, *others = table.rows
    if sum(map(sheet.means_column, first.cells)) < 2:
        return table
    problem = f"row {table.header_row} is not a header; row {first.number} looks like it"
    fix = f"delete row {table.header_row}, or let it begin with #"
    reading.mistakes.append(Mistake(problem=problem, file=table.place, fix=fix))
    return replace(table, header_row=first.number, header=first.cells, rows=tuple(others))


def _recognized(reading: Reading) -> dict[str, tuple[Sheet, Table]]:
    """Return the tables by what they are; one that is nearly called so is a mistake, others are passed over aloud."""
    found: dict[str, tuple[Sheet, Table]] = {}
    passed_over = []
    for table in reading.tables:
        sheet = sheet_named(table.name)
        near = nearly_named(table.name)
        if near:
            allowed = ", ".join(one.name for one in SHEETS)
            problem = "is the name of no table"
            reading.mistakes.append(Mistake(problem=problem, file=table.place, allowed=allowed, suggestion=near))
            sheet = sheet_named(near)
        if sheet is None and fold(table.name) in FOR_PEOPLE:
            continue
        if sheet is None:
            passed_over.append(table.name)
        elif sheet.name in found:
            first = (
                found[sheet.name][1].place.removeprefix(f"{reading.label}/").removeprefix(f"{reading.label}, sheet ")
            )
            problem = f"is table {sheet.name} a second time, beside {first}"
            reading.mistakes.append(Mistake(problem=problem, file=table.place, fix="keep one of the two"))
        else:
            found[sheet.name] = (sheet, table)
    if passed_over:
        reading.notices.append(f"{reading.label}: not read: {', '.join(passed_over)}")
    return found


def _missing_tables(
    reading: Reading, found: dict[str, tuple[Sheet, Table]], chosen: dict[str, tuple[object, Cell]]
) -> list[Mistake]:
    """Note each needed table that is missing, unless the scenario builds on a file of conf/ that has it."""
    return [
        Mistake(
            problem=f"{reading.word} {sheet.name} is missing: {sheet.meaning}",
            file=reading.label,
            key=dotted(sheet.section),
            fix="add it, as the template has it: office-sim study=template",
        )
        for sheet in SHEETS
        if sheet.needed and sheet.name not in found and chosen.get(sheet.section[0], ("empty",))[0] == "empty"
    ]


def _name(draft: Draft, chosen: dict[str, tuple[object, Cell]], name: str) -> None:
    """Give a title, and the organization and the office a name, where the tables do not; these decide no number."""
    draft.data.setdefault("title", name)
    for group in ("organization", "office"):
        section = draft.data.setdefault(group, {})
        if group not in chosen and isinstance(section, dict):
            section.setdefault("name", group.capitalize())


def _notices(found: dict[str, tuple[Sheet, Table]], headers: dict[str, Header]) -> list[str]:
    """Say how headers were understood, where they are not those of the template."""
    return [
        f"{table.place}: " + ", ".join(headers[name].other_names)
        for name, (_, table) in found.items()
        if name in headers and headers[name].other_names
    ]
