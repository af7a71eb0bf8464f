"""Finds what `scenario=` means and reads its text: a name under scenarios/, the path of a YAML file, or of tables."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim import importers
from sim.config.paths import SCENARIOS, scenario_names, users_path
from sim.config.wording import listed_near, nearest, visible
from sim.config.yaml_file import Document, Entry
from sim.errors import InputError, Mistake
from sim.importers.files import content_or_refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sim.importers.imported import Imported

LARGEST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """A scenario's name in tables, its file, how the file is called in messages, and what tables of it hold."""

    name: str
    path: Path
    label: str
    tables: Imported | None = None


@dataclass(slots=True)
class TableDocument(Document):
    """A scenario that was read from tables, and knows the cell of each key."""

    tables: Imported | None = None


def find(given: str) -> Place:
    """Return what `scenario=given` means; names win over paths."""
    if given in scenario_names():
        return Place(given, SCENARIOS / f"{given}.yaml", f"scenarios/{given}.yaml")
    if _looks_like_path(given):
        path, label = users_path(given), visible(given)
        name = _table_name(path)
        tables = importers.read(path, label, name) if importers.source_of(path) else None
        return Place(name, path, tables.label if tables else label, tables)
    names = scenario_names()
    problem, allowed = (
        "there is no scenario of this name",
        f"a name ({listed_near(given, names)}) or the path of a .yaml file, a workbook or a folder of tables",
    )
    value, near = visible(given[:80]), nearest(given, names)
    if "\0" not in given and os.path.isdir(users_path(given)):  # noqa: PTH112 (Path.is_dir fails for a long name)
        near = f"{value}/"
    raise InputError(
        [Mistake(problem=problem, file="command line", key="scenario", value=value, allowed=allowed, suggestion=near)]
    )


def _looks_like_path(given: str) -> bool:
    if "\0" in given:
        return False
    has_folder = "/" in given or os.sep in given
    return given.lower().endswith((".yaml", ".yml", *importers.ENDINGS)) or (
        has_folder and os.path.lexists(users_path(given))
    )


def cells_known(document: Document, tables: Imported) -> TableDocument:
    """Return a document that was read from tables with the cells of its keys and the sources that stand beside them."""
    entries = {path: Entry(comment=tables.sources.get(path, "")) for path in document.entries}
    mistakes = [replace(one, allowed=one.allowed or _allowed_at(one.key)) for one in tables.mistakes]
    mistakes += document.mistakes
    return TableDocument(document.label, document.data, entries, mistakes, tables)


def _allowed_at(key: str) -> str:
    """Return what may stand at a key, or nothing where that depends on the kind of its section."""
    from sim.config import shapes

    shape: shapes.Shape | None = shapes.root()
    for part in key.split("."):
        shape = shape.below(part) if shape and shape.kind != "variants" else None
    return shape.allowed if shape and shape.kind == "value" else ""


@contextmanager
def told_in_cells(tables: Imported | None) -> Iterator[None]:
    """Let mistakes in what was read from tables point to their cells."""
    try:
        yield
    except InputError as error:
        if tables is None:
            raise
        raise InputError(tables.told_in_cells(error.mistakes)) from None


def read_text(place: Place) -> str:
    """Return the text of a scenario file, or raise `InputError` saying why it cannot be read."""
    if place.tables is not None:
        return place.tables.text

    def refuse(problem: str, fix: str) -> InputError:
        return _refusal(place, problem, fix)

    content = content_or_refusal(place.path, LARGEST_BYTES, refuse, "give the path of a .yaml file")
    if len(content) > LARGEST_BYTES:
        raise _refusal(place, "is larger than 1 MB", "a scenario holds head counts, not measured data")
    return _decoded(place, content)


def _decoded(place: Place, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refusal(place, "is saved as UTF-16", "save it as UTF-8")
    if content.startswith(b"PK\x03\x04"):
        raise _refusal(place, "is a workbook or an archive, not YAML text", "give the path of a .yaml file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refusal(place, "holds letters that are not saved as UTF-8", "save it as UTF-8", line) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refusal(place: Place, problem: str, fix: str, line: int | None = None) -> InputError:
    allowed = "a YAML file of up to 1 MB, saved as UTF-8"
    return InputError([Mistake(problem=problem, file=place.label, line=line, allowed=allowed, fix=fix)])


def _table_name(path: Path) -> str:
    """Return a file's stem as the name in tables and folders: no control characters, no leading dots, 80 at most."""
    stem = re.sub(r"[^\w .()+,=@-]", "_", path.stem).strip(" .")
    return stem[:80] or "scenario"
