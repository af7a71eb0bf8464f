"""Tables of settings with their values: the scenario itself, its activities, and what is assumed of people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sim.importers.draft import Cell, dotted
from sim.importers.settings_sheets import CHOICES, SETTING_NAMES, TEXT_SETTINGS, TIMES
from sim.importers.table import Spoiled
from sim.importers.texts import fold, visible
from sim.importers.values import value_of

if TYPE_CHECKING:
    from sim.importers.columns import Sheet
    from sim.importers.draft import Draft, Path
    from sim.importers.headers import Header
    from sim.importers.table import Raw, Row, Table
    from sim.importers.values import Kind

_SETTING = re.compile(r"[A-Za-z0-9][\w-]*(\.[A-Za-z0-9][\w-]*){0,9}", re.ASCII)


def put_settings(draft: Draft, table: Table, sheet: Sheet, header: Header) -> dict[str, tuple[object, Cell]]:
    """Put each row's value at its key, and return the files of conf/ that are chosen, with their cells."""
    seen: dict[Path, int] = {}
    chosen: dict[str, tuple[object, Cell]] = {}
    for row in table.rows:
        if row.is_broken:
            continue
        raw = {column.name: row.cells[at] for at, column in header.columns.items() if at < len(row.cells)}
        where = table.row(row.number)
        path = _path(draft, raw, row, table, sheet, header)
        if path is None:
            continue
        setting = ".".join(str(part) for part in path[len(sheet.section) :])
        if path in seen:
            problem = f"is set twice: in row {seen[path]}, and again here"
            draft.blame((where, setting), Cell(where, setting), problem, fix="delete one of the rows")
            continue
        seen[path] = row.number
        value = value_of(raw.get("value"), _kind_of(setting, sheet), table)
        cell = Cell(where, setting, is_setting=True)
        if value is None:
            problem, fix = "has no value", "write it, or delete the row: what is not set keeps its default"
            if "value" not in header.missing:
                draft.blame(path, cell, problem, fix=fix)
        elif not sheet.section and setting in CHOICES:
            chosen[setting] = (value.text if isinstance(value, Spoiled) else value, cell)
            draft.cells.setdefault(setting, cell)
        else:
            _know_sections(draft, path, where, len(sheet.section))
            draft.put(path, value, cell)
            source = value_of(raw.get("source"), "text", table)
            draft.note_source(path, source, Cell(where, header.written.get("source", "source")))
    return chosen


def _kind_of(setting: str, sheet: Sheet) -> Kind:
    """Return what the value of a setting is: a time where its key is one, whatever it looks like."""
    if setting in TEXT_SETTINGS and not sheet.section:
        return "text"
    return "time" if setting.rpartition(".")[2] in TIMES else "any"


def _know_sections(draft: Draft, path: Path, where: str, known: int) -> None:
    """Let the first row of a section stand for it; of a group of conf/ a row says too little."""
    for length in range(known + 1, len(path)):
        if length > 1 or path[0] not in CHOICES or path[0] == "policy":
            inner = ".".join(map(str, path[known:length]))
            draft.cells.setdefault(dotted(path[:length]), Cell(where, inner, is_setting=True))


def _path(draft: Draft, raw: dict[str, Raw], row: Row, table: Table, sheet: Sheet, header: Header) -> Path | None:
    """Return the key of a row's setting, or None after saying why it has none."""
    parts: list[str] = []
    for name in [column.name for column in sheet.columns if column.name in {"activity", "setting"}]:
        text = value_of(raw.get(name), "text", table)
        cell = Cell(table.row(row.number), header.written.get(name, name))
        if not isinstance(text, str):
            if name not in header.missing:
                problem = text.problem if isinstance(text, Spoiled) else "is blank, in a row that is not"
                draft.blame((cell.row, name), cell, problem, fix="write it, or delete the row")
            return None
        if not sheet.section and name == "setting":
            text = SETTING_NAMES.get(fold(text), text)
        if not _SETTING.fullmatch(text):
            problem, allowed = "is not the name of a setting", "names joined by dots, such as run.start_date"
            draft.blame((cell.row, name), cell, problem, value=visible(text[:60]), allowed=allowed)
            return None
        parts.append(text)
    return (*sheet.section, *(part for text in parts for part in text.split(".")))


def choose(draft: Draft, chosen: dict[str, tuple[object, Cell]], bases: dict[str, str]) -> None:
    """Write the files chosen as a scenario file lists them; `bases` are those to build on where nothing is said."""
    chosen = {**{group: (name, Cell(draft.label)) for group, name in bases.items()}, **chosen}
    lines = []
    for number, (group, (name, cell)) in enumerate(chosen.items()):
        lines.append({f"override /{group}": name})
        draft.cells[dotted(("defaults", number))] = cell
        draft.cells.setdefault(group, cell)
    draft.data = {"defaults": lines, **draft.data}
