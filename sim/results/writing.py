"""Writing that a crash cannot spoil, and trouble with the disk in one sentence."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from typing import TYPE_CHECKING

from sim.errors import DiskError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_REASONS = {
    errno.ENOSPC: "no space is left there",
    errno.EDQUOT: "your quota there is used up",
    errno.EFBIG: "a file may not be so large there",
    errno.EACCES: "it may not be written",
    errno.EROFS: "it is read-only",
    errno.ENOENT: "the folder is gone",
    errno.ELOOP: "a link stands where a file should be",
}


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that its name never stands for part of it, even after a power cut: write, sync, rename, sync."""
    part = path.with_name(f".tmp-{os.getpid()}-{secrets.token_hex(4)}")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last: until then a power cut may undo a rename."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def disk_trouble(where: Path, safe: str = "") -> Iterator[None]:
    """Turn an error of the file system into one sentence, which ends with what is `safe`."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        end = f"; {safe}" if safe else ""
        raise DiskError(f"could not write the results in {where}: {reason}{end}") from error


def is_running(part: str) -> bool:
    """Whether the process that a temporary name `.KIND-PID-RANDOM` speaks of is still alive."""
    try:
        os.kill(int(part.split("-")[1]), 0)
    except (ValueError, IndexError, OverflowError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
