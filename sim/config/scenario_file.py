"""Finds the file that `scenario=` means and reads its text: a name under scenarios/, or the path of a YAML file."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.config.paths import SCENARIOS, scenario_names, users_path
from sim.config.wording import listed, nearest, visible
from sim.errors import InputError, Mistake

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """A scenario's name in tables, its file, and how the file is called in messages."""

    name: str
    path: Path
    label: str


def find(given: str) -> Place:
    """Return what `scenario=given` means; names win over paths."""
    if given in scenario_names():
        return Place(given, SCENARIOS / f"{given}.yaml", f"scenarios/{given}.yaml")
    if _looks_like_path(given):
        path = users_path(given)
        return Place(_table_name(path), path, visible(given))
    names = scenario_names()
    problem, allowed = "there is no scenario of this name", f"a name ({listed(names)}) or the path of a .yaml file"
    value, near = visible(given[:80]), nearest(given, names)
    raise InputError(
        [Mistake(problem=problem, file="command line", key="scenario", value=value, allowed=allowed, suggestion=near)]
    )


def _looks_like_path(given: str) -> bool:
    if "\0" in given:
        return False
    has_folder = "/" in given or os.sep in given
    return given.lower().endswith((".yaml", ".yml")) or (has_folder and os.path.lexists(users_path(given)))


def read_text(place: Place) -> str:
    """Return the text of a scenario file, or raise `InputError` saying why it cannot be read."""
    try:
        found = place.path.stat()
        if not stat.S_ISREG(found.st_mode):
            kind = "a folder" if stat.S_ISDIR(found.st_mode) else "not an ordinary file"
            raise _refusal(place, f"is {kind}", "give the path of a .yaml file")
        with place.path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except FileNotFoundError:
        raise _refusal(place, "there is no such file", "check the path; it counts from the current folder") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be used"
        raise _refusal(place, f"cannot be read: {reason.lower()}", "check the path and its permissions") from None
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
    return InputError([Mistake(problem=problem, file=place.label, line=line, fix=fix)])


def _table_name(path: Path) -> str:
    """Return a file's stem as the name in tables and folders: no control characters, no leading dots, 80 at most."""
    stem = re.sub(r"[^\w .()+,=@-]", "_", path.stem).strip(" .")
    return stem[:80] or "scenario"
