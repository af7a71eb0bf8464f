"""A results folder: a view of the store, made whole beside its place and then put there in one step."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import json
import os
import platform
import re
import unicodedata
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import sim
from sim.results.csv_files import csv_bytes
from sim.results.described import metadata
from sim.results.writing import disk_trouble, is_abandoned, mark, remove, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.results.tables import Tables

#: What a manifest and its folder look like; a program that knows only lower numbers refuses to judge one.
SCHEMA = 1
MANIFEST = "manifest.json"
#: Libraries that a number could hang on.
PACKAGES = ("numpy", "simpy", "polars", "hydra-core", "pydantic", "matplotlib", "holidays")

#: What every table with a line for a person says of itself, in its file and in the README beside it.
NO_EMPLOYEE = (
    "Each person is simulated, not a real employee: drawn from head counts, with an id that stands for nobody."
)
_PERSON = "person_id"
#: What a folder may be called that is given its place back; a name that begins with a dot is none.
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_TABLES_NOTE = """These tables are for analysts. They hold every group, however small, and synthetic people
(simulated, not real employees), so they are not for publishing: report.html is. Columns: docs/tables.md.
What may be published and why: docs/privacy.md.
"""


def folder_name(name: str, policy: str, study: str, decisive: Mapping[str, object]) -> str:
    """Name a folder after what was asked, with a hash of all that decides its content: same question, same folder."""
    text = json.dumps(decisive, sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    bare = unicodedata.normalize("NFKD", f"{name}-{policy}").encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60]
    return f"{plain}-{study}-{digest}"


@contextlib.contextmanager
def new_folder(results_dir: Path, name: str) -> Iterator[Path]:
    """Yield an empty folder to fill; it takes its place (and an older one's) only if nothing went wrong."""
    final = results_dir / name
    _sweep(results_dir)
    mine = mark()
    building, old = results_dir / f".new-{mine}", results_dir / f".old-{mine}-{name}"
    try:
        with disk_trouble(results_dir, "every replication that was finished is safe, and the same command goes on"):
            building.mkdir(parents=True)
            yield building
            _make_durable(building)
            _take_place(building, final, old)
    finally:
        remove(building)
        _end_old(old, final)


def _sweep(results_dir: Path) -> None:
    """Clear away what killed processes left; an older folder that one had just moved aside gets its place back."""
    for left in results_dir.glob(".new-*-*"):
        if is_abandoned(left):
            remove(left)
    for left in results_dir.glob(".old-*-*"):
        if is_abandoned(left):
            name = left.name.split("-", 4)[-1] if left.name.count("-") > 3 else ""
            _end_old(left, results_dir / name if _PLAIN_NAME.fullmatch(name) else results_dir)


def _end_old(old: Path, final: Path) -> None:
    """Give an older folder its place back where nothing has come into it, and remove it where something has."""
    if not os.path.lexists(old):
        return
    if not os.path.lexists(final):
        with contextlib.suppress(OSError):  # then it stays as it is, for the next command
            old.rename(final)
        return
    # From here on it is no folder that anybody would want back: half of it may be left.
    gone = old.with_name(f".new-{mark()}")
    with contextlib.suppress(OSError):
        old.rename(gone)
        remove(gone)


def _make_durable(folder: Path) -> None:
    """Have all that was written on the disk before it gets its name, so that a power cut leaves no hollow files."""
    for path in _files(folder):
        with path.open("rb") as file:
            os.fsync(file.fileno())
    for place in sorted({path.parent for path in _files(folder)}):
        sync_folder(place)


def _take_place(building: Path, final: Path, old: Path) -> None:
    """Put a finished folder in its place; another process may put its own there at the same moment.

    Whoever is stopped between the two steps leaves the older folder beside its place, with its name in the one it has.
    """
    for _ in range(10):
        with contextlib.suppress(FileNotFoundError):
            final.rename(old)
        try:
            building.rename(final)
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
            _end_old(old, final)
        else:
            break
    else:
        building.rename(final)
    sync_folder(final.parent)


def write_tables(
    folder: Path, tables: Tables, origin: Mapping[str, object] | None = None, *, csv: bool = False
) -> dict[str, str]:
    """Write every table as Parquet, and as CSV too where that is asked for; return the SHA-256 of each Parquet file.

    Each Parquet file says of itself what its columns mean, and where it comes from: version and `origin`.
    """
    target = folder / "tables"
    target.mkdir()
    (target / "README.md").write_text(_TABLES_NOTE + _of_persons(tables), encoding="utf-8")
    hashes = {}
    for name, table in sorted(tables.items()):
        path = target / f"{name}.parquet"
        # Written by Python: polars tells of a full disk by an error that is none of the system's.
        content = io.BytesIO()
        told = {
            f"office_sim.{key}": str(value) for key, value in {"version": sim.__version__, **(origin or {})}.items()
        }
        told |= metadata(name, table.columns)
        if _PERSON in table.columns:
            told["office_sim.persons"] = NO_EMPLOYEE
        table.write_parquet(content, compression="zstd", statistics=True, metadata=told)
        path.write_bytes(content.getbuffer())
        if csv:
            path.with_suffix(".csv").write_bytes(csv_bytes(table))
        hashes[name] = hashlib.sha256(content.getbuffer()).hexdigest()
    return hashes


def _of_persons(tables: Tables) -> str:
    """Say which tables have a line for a person, and that it is nobody."""
    named = [name for name, table in sorted(tables.items()) if _PERSON in table.columns]
    return f"\nTables with lines for single persons: {', '.join(named)}. {NO_EMPLOYEE}\n" if named else ""


def write_config(folder: Path, config: Mapping[str, object]) -> None:
    """Write the composed configuration for the record; as a scenario it would be refused, for it tunes a policy."""
    import yaml

    text = yaml.safe_dump(dict(config), sort_keys=False, allow_unicode=True, width=120)
    (folder / "config.yaml").write_text(text, encoding="utf-8")


def write_manifest(folder: Path, facts: Mapping[str, object]) -> None:
    """Write what was run, with which versions, how far it came, how long it took and the hash of every file there is.

    It comes last, for a file that is written after it is one that `study=check` does not know.
    """
    manifest = {
        "schema": SCHEMA,
        "office_sim": sim.__version__,
        "model_version": sim.MODEL_VERSION,
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        **facts,
        "files": {path.relative_to(folder).as_posix(): _sha256(path) for path in _files(folder)},
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False, default=str)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _files(folder: Path) -> list[Path]:
    """Return every file; unlike `Path.rglob` this does not pass over a folder that cannot be read."""

    def complain(error: OSError) -> None:
        raise error

    return sorted(Path(place) / name for place, _, names in os.walk(folder, onerror=complain) for name in names)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
