"""Writing that a crash cannot spoil, and trouble with the disk in one sentence."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import platform
import secrets
import shutil
import time
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

#: A part of a name that tells machines apart, for a disk may be shared by many; it says nothing else of them.
_HOST = hashlib.sha256(platform.node().encode()).hexdigest()[:8]
_DAY_SECONDS = 86_400


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that its name never stands for part of it, even after a power cut: write, sync, rename, sync."""
    part = path.with_name(f".tmp-{mark()}")
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


def mark() -> str:
    """Return the end of a temporary name `.KIND-PID-RANDOM-HOST`: who works on it, and nobody else has it."""
    return f"{os.getpid()}-{secrets.token_hex(4)}-{_HOST}"


def is_abandoned(path: Path) -> bool:
    """Whether nobody works any more on what has a temporary name.

    Only processes of this machine can be asked; what another one left is taken for abandoned after a day.
    """
    _, pid, _, host, *_ = (*path.name.split("-", 4), "", "", "")
    # On Windows the same question would be Ctrl-C, sent to that process.
    if os.name == "posix" and host in ("", _HOST):
        return not _is_running(pid)
    try:
        return time.time() - path.lstat().st_mtime > _DAY_SECONDS
    except OSError:
        return False  # it is gone


def _is_running(pid: str) -> bool:
    try:
        number = int(pid)
        if number < 1:
            return False
        os.kill(number, 0)
    except (ValueError, OverflowError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def remove(path: Path) -> None:
    """Take away what has a temporary name, be it a file, a folder or a link; what cannot be removed keeps nobody up."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
