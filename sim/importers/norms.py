"""The table of norms: what the organization, a unit, a team or single members of a team have agreed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.importers.draft import Cell
from sim.importers.headers import nearest
from sim.importers.table import Spoiled
from sim.importers.texts import fold, visible
from sim.importers.things import values_of

if TYPE_CHECKING:
    from sim.importers.columns import Sheet
    from sim.importers.draft import Draft, Path
    from sim.importers.headers import Header
    from sim.importers.table import Table
    from sim.importers.values import Value

#: Levels, their other names, and the column that says which one of the level.
_LEVELS = {
    **dict.fromkeys(("organization", "employer", "city", "organisaatio", "kaupunki"), ("organization", "")),
    **dict.fromkeys(("unit", "yksikkö"), ("unit", "unit_id")),
    **dict.fromkeys(("team", "tiimi"), ("team", "team_id")),
    **dict.fromkeys(("members", "member", "jäsenet", "jäsen"), ("members", "exception_id")),
}
#: The cells that say whose norm it is, of which each level uses some.
_USED = {
    "organization": (),
    "unit": ("unit_id",),
    "team": ("team_id",),
    "members": ("team_id", "exception_id", "members"),
}
_WHOSE = ("level", "unit_id", "team_id", "exception_id", "members", "source")


def put_norms(draft: Draft, table: Table, sheet: Sheet, header: Header) -> None:
    """Put each row where a scenario file states the norm of its level."""
    seen: dict[Path, int] = {}
    for row in table.rows:
        if row.is_broken:
            continue
        values = {column.name: value for column, value in values_of(row, table, sheet, header)}
        where = table.row(row.number)
        path = _path(draft, values, where, header)
        if path is None:
            continue
        if path in seen:
            problem = f"states a norm that row {seen[path]} states too"
            cell = Cell(where, header.written.get("level", "level"))
            draft.blame((where,), cell, problem, value=visible(str(values["level"])), fix="write both in one row")
            continue
        seen[path] = row.number
        draft.section(path, Cell(where, "level", names=str(path[-2])))
        draft.note_source(path, values.get("source"), Cell(where, header.written.get("source", "source")))
        for column in sheet.columns:
            if column.name not in _WHOSE and values.get(column.name) is not None:
                draft.put((*path, column.name), values[column.name], Cell(where, header.written[column.name]))


def _path(draft: Draft, values: dict[str, Value], where: str, header: Header) -> Path | None:
    """Return where a row's norm belongs, or None after saying why that cannot be told."""
    level = values.get("level")
    known, which = _LEVELS.get(fold(level), ("", "")) if isinstance(level, str) else ("", "")
    cell = Cell(where, header.written.get("level", "level"))
    if not known:
        if "level" not in header.missing:
            shown = visible(level.text if isinstance(level, Spoiled) else str(level or ""))
            allowed = "organization, unit, team, members"
            near = nearest(shown, allowed.split(", "))
            draft.blame((where, "level"), cell, "is no level", value=shown, allowed=allowed, suggestion=near)
        return None
    _blame_unused(draft, known, values, where, header)
    if not which:
        return ("organization", "norm")
    name = values.get(which)
    cell = Cell(where, header.written.get(which, which))
    if not isinstance(name, str):
        problem = "is blank" if name is None else name.problem if isinstance(name, Spoiled) else "is not a name"
        draft.blame((where, which), cell, problem, fix=f"say which one: a norm of level {known} needs its {which}")
        return None
    if known == "members":
        return _exception(draft, name, values, where, header)
    section = f"{known}s"
    things = draft.at(("organization", section)) or {}
    if name not in things and draft.is_whole:
        problem, near = f"there is no {known} {visible(name)} in table {section}", nearest(name, things)
        draft.blame((where, which), cell, problem, value=visible(name), suggestion=near)
        return None
    return ("organization", section, name, "norm")


def _blame_unused(draft: Draft, level: str, values: dict[str, Value], where: str, header: Header) -> None:
    """Note each cell that says of whom a norm is and that its level does not look at, for somebody meant it."""
    for key in ("unit_id", "team_id", "exception_id", "members"):
        value = values.get(key)
        if value is None or key in _USED[level]:
            continue
        written = header.written[key]
        shown = visible(value.text if isinstance(value, Spoiled) else str(value))[:60]
        likely = {"unit_id": "unit", "team_id": "team"}.get(key, "members")
        problem = f"is not used by a norm of level {level}"
        fix = f"delete it, or write level {likely}"
        draft.blame((where, key), Cell(where, written), problem, value=shown, fix=fix)


def _exception(draft: Draft, name: str, values: dict[str, Value], where: str, header: Header) -> Path:
    path: Path = ("organization", "exceptions", name)
    draft.section(path, Cell(where, header.written["exception_id"], names=name))
    for key in ("team_id", "members"):
        if values.get(key) is not None:
            draft.put((*path, key), values[key], Cell(where, header.written[key]))
    return (*path, "norm")
