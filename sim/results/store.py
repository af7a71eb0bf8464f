"""The store: one immutable file per replication, named by its content's hash, in a folder named by the scenario's key.

A file is written beside its place, synced and renamed, so that whatever happens a name stands for whole content; on
reading, content that does not match its name is set aside and computed again. The folder is its own manifest: running
the same command again computes only what is missing.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import sys
import zipfile
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import DiskError
from sim.results.archive import pack, unpack

try:
    import fcntl
except ImportError:  # Windows has none; names and content stay correct without the lock
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from sim.metrics.observer import Arrays

#: A replication leaves behind the counts of every metric family, and the visits where they were asked for.
_NAME = re.compile(r"^(\d{6})\.(counts|visits)\.([0-9a-f]{16})\.npz$")


class Store:
    """All finished replications of one key below `results_dir`."""

    def __init__(self, results_dir: Path, key: str) -> None:
        self.folder = results_dir / ".store" / key

    @contextlib.contextmanager
    def open(self) -> Iterator[None]:
        """Make the folder, keep other writers out while it is open, and sweep away what a killed process left there.

        The lock is the kernel's, so it is never stale: it ends with the process that holds it.
        """
        with disk_trouble(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.folder / ".lock").open("w")
        with lock:
            if fcntl is not None:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    print("another run is writing the same replications; waiting for it to end", file=sys.stderr)
                    fcntl.flock(lock, fcntl.LOCK_EX)
            for left in self.folder.glob(".tmp-*"):
                if not is_running(left.name):
                    left.unlink(missing_ok=True)
            yield

    def finished(self, kind: str) -> dict[int, Path]:
        """Return the file of every finished replication of a kind; names are trusted here, content on reading."""
        found: dict[int, Path] = {}
        if self.folder.is_dir():
            for path in sorted(self.folder.iterdir()):
                name = _NAME.match(path.name)
                if name and name[2] == kind:
                    found[int(name[1])] = path
        return found

    def verify(self, kind: str, wanted: Collection[int]) -> tuple[dict[int, Path], list[Path]]:
        """Return the wanted replications whose content is whole, and the files that were set aside."""
        good, bad = {}, []
        for replication, path in self.finished(kind).items():
            if replication in wanted:
                if _is_whole(path, path.read_bytes()):
                    good[replication] = path
                else:
                    bad.append(self._set_aside(path))
        return good, bad

    def write(self, replication: int, kind: str, arrays: Arrays) -> Path:
        """Store a replication for good. The same replication with other content is an error, never overwritten."""
        return self.write_packed(replication, kind, pack(arrays))

    def write_packed(self, replication: int, kind: str, content: bytes) -> Path:
        """Store what `pack` made of a replication's arrays, maybe on another machine."""
        path = self.folder / f"{replication:06d}.{kind}.{_digest(content)}.npz"
        for there in self.folder.glob(f"{replication:06d}.{kind}.*.npz"):
            if there != path and _differ(unpack(there.read_bytes()), unpack(content)):
                raise DiskError(
                    f"replication {replication} gave other numbers than before ({there.name} and {path.name}): "
                    "the program is not deterministic here; please report both files"
                )
            return there
        with disk_trouble(self.folder):
            write_whole(path, content)
        return path

    def read(self, path: Path) -> Arrays:
        """Return the arrays of a stored file."""
        content = path.read_bytes()
        if not _matches(path, content):
            raise DiskError(f"{path.name} changed while it was read; run the same command again")
        return unpack(content)

    def _set_aside(self, path: Path) -> Path:
        quarantine = self.folder / "quarantine"
        quarantine.mkdir(exist_ok=True)
        target = quarantine / f"{path.name}.{secrets.token_hex(4)}"
        path.replace(target)
        return target


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
        part.unlink(missing_ok=True)
        raise
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextlib.contextmanager
def disk_trouble(where: Path) -> Iterator[None]:
    """Turn an error of the file system into one sentence."""
    try:
        yield
    except OSError as error:
        reason = {
            errno.ENOSPC: "no space is left there",
            errno.EDQUOT: "your quota there is used up",
            errno.EACCES: "it may not be written",
            errno.EROFS: "it is read-only",
        }.get(error.errno or 0, error.strerror or str(error))
        raise DiskError(f"could not write the results in {where}: {reason}. What was finished is safe.") from error


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _matches(path: Path, content: bytes) -> bool:
    return path.name.endswith(f".{_digest(content)}.npz")


def _is_whole(path: Path, content: bytes) -> bool:
    """Whether content matches its name and holds arrays: a received folder may hold a well-named file of anything."""
    if not _matches(path, content):
        return False
    try:
        return len(unpack(content)) > 0
    except (ValueError, OSError, KeyError, EOFError, zipfile.BadZipFile):
        return False


def _differ(a: Arrays, b: Arrays) -> bool:
    return a.keys() != b.keys() or any(not np.array_equal(a[name], b[name]) for name in a)


def is_running(part: str) -> bool:
    """Whether the process that a temporary name `.KIND-PID-RANDOM` speaks of is still alive."""
    try:
        os.kill(int(part.split("-")[1]), 0)
    except (ValueError, IndexError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
