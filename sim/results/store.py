"""The store: one immutable file per replication, named by its content's hash, in a folder named by the scenario's key.

A file is written beside its place, synced and renamed, so that whatever happens a name stands for whole content; on
reading, content that does not match its name is set aside and computed again. The folder is its own manifest: running
the same command again computes only what is missing.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import secrets
from typing import TYPE_CHECKING, Any

from sim.errors import DiskError
from sim.results.archive import pack, unpack
from sim.results.lock import sole_writer
from sim.results.received import MOST_BYTES
from sim.results.stored_arrays import are_numbers
from sim.results.writing import disk_trouble, is_abandoned, remove, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays
    from sim.results.stored_arrays import Expected

#: A replication leaves behind the counts of every metric family, and the visits where they were asked for.
_NAME = re.compile(r"^(\d{6})\.(counts|visits)\.([0-9a-f]{16})\.npz$")

#: The name of a scenario's folder in the store.
KEY = re.compile(r"[0-9a-f]{16}")


class Store:
    """All finished replications of one key below `results_dir`."""

    def __init__(self, results_dir: Path, key: str) -> None:
        self.folder = results_dir / ".store" / key

    @contextlib.contextmanager
    def open(self) -> Iterator[None]:
        """Make the folder, keep other writers out while it is open, and sweep away what a killed process left there."""
        for place in (self.folder.parent, self.folder):
            _refuse_link(place)
        with disk_trouble(self.folder, "what was finished is safe"):
            self.folder.mkdir(parents=True, exist_ok=True)
        with sole_writer(self.folder):
            with disk_trouble(self.folder, "what was finished is safe"):
                for left in self.folder.glob(".tmp-*"):
                    if is_abandoned(left):
                        remove(left)
            yield

    def finished(self, kind: str) -> dict[int, Path]:
        """Return the file of every finished replication of a kind; names are trusted here, content on reading."""
        return {replication: paths[0] for replication, paths in self._named(kind).items()}

    def verify(
        self, kind: str, wanted: Collection[int], expected: Callable[[], Mapping[str, Expected]] | None = None
    ) -> tuple[dict[int, Path], list[Path]]:
        """Return the wanted replications whose content is whole and as `expected`, and the files that were set aside.

        Two whole files of one replication with different numbers are an error: one of them is wrong, and nobody knows
        which.
        """
        good: dict[int, Path] = {}
        bad: list[Path] = []
        with disk_trouble(self.folder, "what was finished is safe"):
            named = self._named(kind)
            arrays = expected() if named and expected is not None else None
            for replication, paths in named.items():
                for path in paths if replication in wanted else ():
                    if _is_whole(path, arrays):
                        self._hold_together(good.setdefault(replication, path), path)
                    else:
                        bad.append(self._set_aside(path))
        return good, bad

    def write(self, replication: int, kind: str, arrays: Arrays) -> Path:
        """Store a replication for good. The same replication with other content is an error, never overwritten."""
        return self.write_packed(replication, kind, pack(arrays))

    def write_packed(self, replication: int, kind: str, content: bytes) -> Path:
        """Store what `pack` made of a replication's arrays, maybe on another machine."""
        path = self.folder / f"{replication:06d}.{kind}.{_digest(content)}.npz"
        with disk_trouble(self.folder):
            for there in sorted(self.folder.glob(f"{replication:06d}.{kind}.*.npz")):
                if not _is_stored(there):
                    if there.is_dir() and not there.is_symlink():
                        self._set_aside(there)  # a folder, and a file cannot take its place
                    continue
                if not _is_whole(there):
                    self._set_aside(there)
                elif there == path or not _differ(unpack(there.read_bytes()), unpack(content)):
                    return there
                else:
                    write_whole(self._aside(path), content)
                    raise _not_deterministic(there, self._aside(path))
            write_whole(path, content)
        return path

    def read(self, path: Path) -> Arrays:
        """Return the arrays of a stored file."""
        with disk_trouble(self.folder, "what was finished is safe"):
            content = path.read_bytes()
        if not _matches(path, content):
            raise DiskError(f"{path.name} changed while it was read; run the same command again")
        return unpack(content)

    def last_size(self, kind: str) -> int | None:
        """Return the bytes of the last stored file of a kind, or None where there is none."""
        found = self.finished(kind)
        return found[max(found)].stat().st_size if found else None

    def note_failure(self, replication: int, trace: str) -> None:
        """Keep the traceback of a replication that failed for whoever looks for the reason, if there is room for it."""
        folder = self.folder / "failed"
        with contextlib.suppress(OSError, DiskError):
            _refuse_link(folder)
            folder.mkdir(exist_ok=True)
            write_whole(folder / f"{replication:06d}.txt", trace.encode("utf-8", "replace"))

    def forget_failure(self, replication: int) -> None:
        """Take the traceback away of a replication that did not fail this time."""
        folder = self.folder / "failed"
        with contextlib.suppress(OSError, DiskError):
            _refuse_link(folder)
            (folder / f"{replication:06d}.txt").unlink(missing_ok=True)

    def _named(self, kind: str) -> dict[int, list[Path]]:
        """Return the files of each replication of a kind, in the order of their names."""
        found: dict[int, list[Path]] = {}
        if self.folder.is_dir():
            for path in sorted(self.folder.iterdir()):
                name = _NAME.match(path.name)
                if name and name[2] == kind and _is_stored(path):
                    found.setdefault(int(name[1]), []).append(path)
        return found

    def _hold_together(self, one: Path, other: Path) -> None:
        if one != other and _differ(unpack(one.read_bytes()), unpack(other.read_bytes())):
            raise _not_deterministic(one, other)

    def _set_aside(self, path: Path) -> Path:
        target = self._aside(path).with_name(f"{path.name}.{secrets.token_hex(4)}")
        path.replace(target)
        return target

    def _aside(self, path: Path) -> Path:
        quarantine = self.folder / "quarantine"
        _refuse_link(quarantine)
        quarantine.mkdir(exist_ok=True)
        return quarantine / path.name


def damaged_files(folder: Path) -> tuple[int, list[Path]]:
    """Return how many replications are stored in a key's folder, and the files that do not match their names."""
    stored = [path for path in sorted(folder.iterdir()) if _NAME.match(path.name)]
    return len(stored), [
        path for path in stored if not (_is_stored(path) and _is_small_enough(path) and _matches_by_parts(path))
    ]


def _not_deterministic(one: Path, other: Path) -> DiskError:
    number = int(one.name[:6])
    return DiskError(
        f"replication {number} gave other numbers than before: {one} and {other} differ. The program is not "
        "deterministic here, or one of them was made by another machine; please report both files"
    )


def _refuse_link(folder: Path) -> None:
    """Refuse a link inside `results_dir`: in a received folder it would choose where to write."""
    if folder.is_symlink():
        raise DiskError(f"{folder} is a link to another place; the store is only written where it stands")


def _is_stored(path: Path) -> bool:
    """Whether a plain file stands at a path: a link, pipe or folder of that name comes from somebody else."""
    return path.is_file() and not path.is_symlink()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _matches(path: Path, content: bytes) -> bool:
    return path.name.endswith(f".{_digest(content)}.npz")


def _matches_by_parts(path: Path) -> bool:
    """Compare content with name without holding it in memory: a file from a stranger may be of any size."""
    with path.open("rb") as file:
        return path.name.endswith(f".{hashlib.file_digest(file, 'sha256').hexdigest()[:16]}.npz")


def _is_small_enough(path: Path) -> bool:
    """Whether a file is looked into at all: one of 40 GB costs whoever makes it nothing, if it is of holes."""
    return path.stat().st_size <= MOST_BYTES


def _is_whole(path: Path, expected: Mapping[str, Expected] | None = None) -> bool:
    """Whether content matches its name and holds arrays: a received folder may hold a well-named file of anything."""
    return _is_small_enough(path) and _matches_by_parts(path) and are_numbers(path.read_bytes(), expected)


def _differ(a: Arrays, b: Arrays) -> bool:
    return a.keys() != b.keys() or any(_bits(a[name]) != _bits(b[name]) for name in a)


def _bits(array: NDArray[Any]) -> tuple[str, tuple[int, ...], bytes]:
    return array.dtype.str, array.shape, array.tobytes()
