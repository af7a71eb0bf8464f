"""Reads a file that somebody sent: an ordinary one, of a size that a table can have, or not at all."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from sim.errors import InputError, Mistake

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LARGEST_BYTES = 20_000_000
#: Rows of a table, columns of a row, signs of a cell: far above what a city needs, far below what fills a memory.
MOST_ROWS = 10_000
#: Rows that are looked at, blank ones and remarks included.
MOST_LINES = 5 * MOST_ROWS
MOST_COLUMNS = 100
LONGEST_CELL = 2_000


class NotOrdinaryError(Exception):
    """A folder, a pipe, a device or, where links are not followed, a link; the text says which."""


def content_of(path: Path, most: int, *, follow_links: bool = True) -> bytes:
    """Return the first bytes of an ordinary file, one more than `most` where it is too large; raise `OSError`.

    What is opened is what was looked at, and opening never waits: some files of the system look ordinary and make a
    reader wait for ever.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        raise NotOrdinaryError("a folder" if stat.S_ISDIR(mode) else "not an ordinary file")
    if not follow_links and path.is_symlink():
        raise NotOrdinaryError("a link, and links in a folder of tables are not followed")
    flags = getattr(os, "O_NONBLOCK", 0) | (0 if follow_links else getattr(os, "O_NOFOLLOW", 0))
    with open(path, "rb", opener=lambda name, mode: os.open(name, mode | flags)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise NotOrdinaryError("not an ordinary file")
        return file.read(most + 1)


def read_bytes(path: Path, label: str, *, follow_links: bool = True) -> bytes:
    """Return the content of a file, or raise `InputError` saying why it cannot be read."""

    def refuse(problem: str, fix: str) -> InputError:
        return refusal(label, problem, fix)

    instead = "give a file that a spreadsheet program has saved"
    content = content_or_refusal(path, LARGEST_BYTES, refuse, instead, follow_links=follow_links)
    if len(content) > LARGEST_BYTES:
        raise too_large(label)
    return content


def content_or_refusal(
    path: Path, most: int, refuse: Callable[[str, str], InputError], instead: str, *, follow_links: bool = True
) -> bytes:
    """Return what `content_of` does, or raise what `refuse` makes of the problem and its fix.

    `instead` says what to give where it is no ordinary file.
    """
    try:
        return content_of(path, most, follow_links=follow_links)
    except NotOrdinaryError as error:
        raise refuse(f"is {error}", instead) from None
    except FileNotFoundError:
        raise refuse("there is no such file", "check the path; it counts from the current folder") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be used"
        raise refuse(f"cannot be read: {reason.lower()}", "check the path and its permissions") from None


def too_large(label: str) -> InputError:
    """Return the refusal of a file that holds more than tables of sites and teams can."""
    megabytes = LARGEST_BYTES // 1_000_000
    return refusal(
        label, f"is larger than {megabytes} MB", "tables hold sites, rooms and head counts, not measured data"
    )


def too_many_rows(place: str) -> InputError:
    """Return the refusal of a table that is too long; the rest of it is not even read."""
    problem = f"has more than {MOST_ROWS:,} rows, or something stands far below the others"
    return refusal(place, problem, "one row for each team, zone or room; delete all rows below the table")


def refusal(place: str, problem: str, fix: str) -> InputError:
    """Return one mistake about a whole file or table."""
    return InputError([Mistake(problem=problem, file=place, fix=fix)])
