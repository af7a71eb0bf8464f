"""One writer at a time: a lock of the kernel's, which is never stale, with a note in it of who holds it."""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import re
import sys
import time
from typing import TYPE_CHECKING

from sim.results.writing import disk_trouble

try:
    import fcntl
except ImportError:  # Windows has none; names and content stay correct without the lock
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What a file system without locks answers; names and content stay correct there too.
_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)
_LONGEST_NOTE = 200
#: Nothing else is shown of a note: the file may come from anybody.
_NOTE = re.compile(r"process \d{1,10} on [\w.-]{1,64} since \d{4}-\d\d-\d\d \d\d:\d\d")


@contextlib.contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Keep other writers out of a folder; one that comes second says who is writing, and waits.

    The lock ends with the process that holds it, however that ends.
    """
    with disk_trouble(folder, "what was finished is safe"):
        # No link is followed: a received folder must not choose a file to write to.
        handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        if fcntl is not None:
            with disk_trouble(folder, "what was finished is safe"):
                _take(handle)
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        note = _NOTE.fullmatch(os.pread(handle, _LONGEST_NOTE, 0).decode("utf-8", "replace"))
        who = note[0] if note else "another run"
        print(f"these replications are being written by {who}; waiting for it to end", file=sys.stderr, flush=True)
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    with contextlib.suppress(OSError):  # a full disk keeps nobody from going on
        os.ftruncate(handle, 0)
        os.pwrite(handle, _note().encode(), 0)


def _note() -> str:
    host = re.sub(r"[^\w.-]", "", platform.node())[:64] or "this-machine"
    return f"process {os.getpid()} on {host} since {time.strftime('%Y-%m-%d %H:%M')}"
