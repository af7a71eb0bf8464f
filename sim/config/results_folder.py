"""Where results may be written: a folder, or a place for one, that is what it looks like and can be written to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sim.config.paths import users_path
from sim.config.wording import visible
from sim.errors import Mistake

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST_NAME_BYTES = 255
#: What a results folder still puts behind the path it is given.
_LONGEST_PATH_BYTES = 4096 - 256
_FIX = "results_dir=results"


def mistakes_in(given: str) -> list[Mistake]:
    """Return what is wrong with a place for results; nothing is made or changed to find that out."""
    problem, fix = _problem(given)
    if not problem:
        return []
    value = visible(given[:60]) + "..." * (len(given) > 60)
    allowed = "a folder you may write to, or the path of a new one"
    return [
        Mistake(problem=problem, file="command line", key="results_dir", value=value or "''", allowed=allowed, fix=fix)
    ]


def _problem(given: str) -> tuple[str, str]:
    if not given.strip():
        return "is empty", _FIX
    if "\0" in given:
        return "is not a folder", _FIX
    if not given.isprintable():
        # The last line on the terminal names this folder; a line break or an escape sequence there misleads.
        return "holds a sign that cannot be seen", _FIX
    path = users_path(given)
    longest = max((len(os.fsencode(part)) for part in path.parts), default=0)
    if longest > _LONGEST_NAME_BYTES or len(os.fsencode(path)) > _LONGEST_PATH_BYTES:
        return "is too long for a path", _FIX
    if path.is_symlink():
        # A folder of results may come from anybody, and a link in it would send files to a place nobody chose.
        return "is a link to another place", f"results_dir={visible(str(path.resolve()))}"
    nearest = _nearest_that_exists(path)
    if not nearest.is_dir():
        return "is not a folder" if nearest == path else f"cannot be made: {visible(str(nearest))} is no folder", _FIX
    if not os.access(nearest, os.W_OK | os.X_OK):
        return "cannot be written to: you have no permission", _FIX
    return "", ""


def _nearest_that_exists(path: Path) -> Path:
    while not os.path.lexists(path) and path != path.parent:
        path = path.parent
    return path
