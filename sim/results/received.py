"""Looks at a folder that came from anybody: plain files only, no link followed, nothing read that is too large.

Nothing that is read here chooses a path: names of files come from the folder itself, and what is found inside a file is
only compared with them.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path

MOST_FILES = 10_000
#: Of one file, and of all together.
MOST_BYTES = 4_000_000_000
MOST_BYTES_TOGETHER = 32_000_000_000
_DEEPEST = 3
_LONGEST_NAME = 80


class NotAcceptedError(Exception):
    """Something in a folder is not looked at, and why."""


def survey(folder: Path) -> dict[str, int]:
    """Return the bytes of every file by its path in the folder, with `/` between its parts.

    Raises
    ------
    NotAcceptedError
        At the first link, pipe, device or file that is too large, and where there are too many or too deep.
    """
    found: dict[str, int] = {}
    total = 0
    waiting = [(folder, "", 1)]
    while waiting:
        place, prefix, depth = waiting.pop()
        for entry in sorted(os.scandir(place), key=lambda one: one.name):
            path = prefix + entry.name
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(status.st_mode):
                if depth == _DEEPEST:
                    raise NotAcceptedError(f"{shown(path)}: folders lie more than {_DEEPEST} deep")
                waiting.append((place / entry.name, f"{path}/", depth + 1))
                continue
            if not stat.S_ISREG(status.st_mode):
                raise NotAcceptedError(f"{shown(path)} is a {_kind(status.st_mode)}, not a file")
            found[path] = status.st_size
            total += status.st_size
            if status.st_size > MOST_BYTES or total > MOST_BYTES_TOGETHER:
                raise NotAcceptedError(f"{shown(path)} makes it too large to be looked at ({total:,} bytes)")
            if len(found) > MOST_FILES:
                raise NotAcceptedError(f"there are more than {MOST_FILES:,} files")
    return dict(sorted(found.items()))


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """Open a plain file, even if somebody puts a link or a pipe in its place just now."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise NotAcceptedError(f"{shown(path.name)} is not a file")
        yield file


def sha256_of(path: Path) -> str:
    """Return the hash of a file's content."""
    with opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_object(path: Path, most_bytes: int) -> dict[str, object]:
    """Read a JSON object, or raise `NotAcceptedError` with what it is instead."""
    with opened(path) as file:
        content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise NotAcceptedError(f"{path.name} is larger than {most_bytes:,} bytes")
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise NotAcceptedError(f"{path.name} is damaged: it is not a JSON object")
    return found


def shown(text: str, longest: int = _LONGEST_NAME) -> str:
    """Show a name that may hold anything, on one line and not too long."""
    signs = "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
    return signs if len(signs) <= longest else f"{signs[:longest]}\u2026"


def _kind(mode: int) -> str:
    return "link" if stat.S_ISLNK(mode) else "pipe" if stat.S_ISFIFO(mode) else "device or socket"
