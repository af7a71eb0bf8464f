"""A scenario as the rows of tables: the way back, for templates that run as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.importers.organization_sheets import NORMS, WEEKDAYS
from sim.importers.settings_sheets import ACTIVITIES, BEHAVIOR, SCENARIO, TIMES
from sim.importers.sheets import SHEETS
from sim.quantities import PEOPLE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.importers.columns import Column, Sheet

#: What a cell of a template holds: text, a number, or nothing.
Written = str | int | float | None
#: What the rows of these groups would only repeat: a template says what a scenario asks for beyond it.
_USUAL: dict[str, dict[str, object]] = {
    "run": {"tick_seconds": 60, "people_limit": PEOPLE_LIMIT},
    "study": {},
    "output": {"records": "first", "report": True, "csv": False, "language": "en"},
}
#: What is chosen for each command, and what a file may not choose.
_NEVER = ("study.kind", "run.workers", "run.executor", "run.scheduler")
#: A spreadsheet keeps 15 digits of a number; longer ones, such as a seed, stand as text.
_LARGEST_EXACT = 10**15


@dataclass(frozen=True, slots=True)
class Filled:
    """A table with its rows, in the order of the sheet's columns."""

    sheet: Sheet
    rows: tuple[tuple[Written, ...], ...]


def filled_tables(config: Mapping[str, object], policy: str, sources: Mapping[str, str]) -> list[Filled]:
    """Return the tables of a composed configuration; `sources` are what stands beside its values, by dotted key."""
    rows: dict[str, list[tuple[Written, ...]]] = {
        SCENARIO.name: list(_scenario(config, policy, sources)),
        NORMS.name: list(_norms(config)),
    }
    rows[ACTIVITIES.name] = [
        (activity, *row)
        for activity in _at(config, "activities")
        for row in _settings(_at(config, "activities", activity), f"activities.{activity}", sources)
    ]
    rows[BEHAVIOR.name] = list(_settings(_at(config, "behavior"), "behavior", sources))
    for sheet in SHEETS:
        if sheet.layout == "things":
            section = _at(config, *sheet.section)
            rows[sheet.name] = [_thing(sheet, name, _at(section, name), sources) for name in section]
    return [Filled(sheet, tuple(rows[sheet.name])) for sheet in SHEETS]


def written(value: object, kind: str) -> Written:
    """Return a value as a cell of a column of this kind holds it."""
    if isinstance(value, list | tuple):
        items = [str(written(item, "any")) for item in value]
        if not items:
            return "none" if kind == "list" else "[]"
        return f"[{items[0]}]" if len(items) == 1 and kind != "list" else "; ".join(items)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if kind == "time" and isinstance(value, int):
        return f"{value // 60:02d}:{value % 60:02d}"
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_EXACT:
        return int(value)
    if isinstance(value, int) and abs(value) > _LARGEST_EXACT:
        return str(value)
    return value if value is None or isinstance(value, int | float) else str(value)


def _at(section: Mapping[str, object], *path: str) -> Mapping[str, object]:
    place: object = section
    for part in path:
        place = place.get(part) if isinstance(place, dict) else None
    return place if isinstance(place, dict) else {}


def _scenario(
    config: Mapping[str, object], policy: str, sources: Mapping[str, str]
) -> Iterator[tuple[Written, Written, Written]]:
    """Yield the settings of the first table: words, the policy, the calendar and how much is run."""
    run, calendar = _at(config, "run"), _at(config, "calendar")
    settings: dict[str, object] = {
        "title": config.get("title"),
        "question": config.get("question"),
        "policy": policy,
        "organization.name": _at(config, "organization").get("name"),
        "office.name": _at(config, "office").get("name"),
        "calendar.country": calendar.get("country"),
        "calendar.closed_dates": calendar.get("closed_dates"),
        **{f"run.{key}": run.get(key) for key in ("start_date", "weeks", "replications", "seed")},
    }
    if not settings["calendar.country"]:
        settings["calendar"] = "every_weekday"
    for setting, value in settings.items():
        if value not in (None, "", [], ()):
            yield setting, written(value, "any"), sources.get(setting)
    for group, usual in _USUAL.items():
        unusual = {key: value for key, value in _at(config, group).items() if key not in usual or value != usual[key]}
        for row in _settings(unusual, group, sources, f"{group}."):
            if row[0] not in settings and row[0] not in _NEVER:
                yield row


def _settings(
    section: Mapping[str, object],
    above: str,
    sources: Mapping[str, str],
    inside: str = "",
    inherited: str | None = None,
) -> Iterator[tuple[Written, Written, Written]]:
    """Yield each value below a section; one without a source has that of its section."""
    for key, value in section.items():
        source = sources.get(f"{above}.{key}", inherited)
        if isinstance(value, dict):
            yield from _settings(value, f"{above}.{key}", sources, f"{inside}{key}.", source)
        elif value is not None:
            yield f"{inside}{key}", written(value, "time" if key in TIMES else "any"), source


def _thing(sheet: Sheet, name: str, thing: Mapping[str, object], sources: Mapping[str, str]) -> tuple[Written, ...]:
    first, *others = sheet.columns
    own = ".".join((*sheet.section, name))
    source = sources.get(own) or next((one for key, one in sources.items() if key.startswith(f"{own}.")), None)
    cells = [source if column.name == "source" else written(_value(thing, column), column.kind) for column in others]
    return (written(name, first.kind), *cells)


def _value(thing: Mapping[str, object], column: Column) -> object:
    value: object = thing.get(str(column.path[0]))
    for part in column.path[1:]:
        value = value[part] if isinstance(value, list | tuple) and isinstance(part, int) and part < len(value) else None
    return value


def _norms(config: Mapping[str, object]) -> Iterator[tuple[Written, ...]]:
    organization = _at(config, "organization")
    if isinstance(organization.get("norm"), dict):
        yield _norm("organization", _at(organization, "norm"))
    for level in ("unit", "team"):
        for name, thing in _at(organization, f"{level}s").items():
            if isinstance(thing, dict) and isinstance(thing.get("norm"), dict):
                yield _norm(level, thing["norm"], **{f"{level}_id": name})
    for name in _at(organization, "exceptions"):
        exception = _at(organization, "exceptions", name)
        whose = {"exception_id": name, "team_id": exception.get("team_id"), "members": exception.get("members")}
        yield _norm("members", _at(exception, "norm"), **whose)


def _norm(level: str, norm: Mapping[str, object], **whose: object) -> tuple[Written, ...]:
    values = {**norm, **whose, "level": level}
    weekdays = values.get("anchor_weekdays")
    if isinstance(weekdays, list | tuple):
        values["anchor_weekdays"] = [WEEKDAYS[day - 1] if isinstance(day, int) else day for day in weekdays]
    return tuple(written(values.get(column.name), column.kind) for column in NORMS.columns)
