"""Answer study=check: is a results folder whole, and just as it was written.

The folder may come from anybody. It is only read, by the rules of `sim.results.received`; hashes find damage, and a
page that somebody exchanged, but not somebody who writes the hashes as well.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.errors import OfficeSimError
from sim.results.columns import COLUMNS
from sim.results.folder import MANIFEST, SCHEMA
from sim.results.needed_tables import NEEDED_TABLES
from sim.results.received import NotAcceptedError, opened, read_object, sha256_of, shown, survey
from sim.results.store import KEY, damaged_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sim.studies.job import Job

_MOST_MANIFEST_BYTES = 20_000_000
_MOST_SHOWN = 20
_LONGEST_PATH = 1000
_NEEDED_FILES = (MANIFEST, "config.yaml")
#: What the program writes into a results folder; anything else was put there by somebody else.
_ENDINGS = ("csv", "html", "ipynb", "json", "md", "parquet", "png", "py", "svg", "txt", "xlsx", "yaml")
_COUNTS = ("replications_planned", "replications_done", "replications_reused", "replications_failed")


class NotAsWrittenError(OfficeSimError):
    """A results folder is not as it was written; the text is a page with everything that was found."""

    exit_code = 2


@dataclass(slots=True)
class Checked:
    """What was found in a folder: problems, and what to say of it where there are none."""

    folder: Path
    problems: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def check(job: Job) -> tuple[Path, int]:
    """Check the folder that `results=` names, or all in it, and print what was found; nothing is written."""
    assert job.checked is not None
    found = [look_at(folder) for folder in _results_folders(job.checked)]
    wrong = [one for one in found if one.problems]
    if wrong:
        raise NotAsWrittenError("\n".join([*map(_page, wrong), "Nothing was changed."]))
    print("\n\n".join("\n".join(one.said) for one in found))
    return job.checked, 0


def _results_folders(place: Path) -> list[Path]:
    """Return the place itself, or the results folders in it where it is a `results_dir`."""
    if (place / MANIFEST).is_symlink() or (place / MANIFEST).exists() or not place.is_dir():
        return [place]
    inside = [entry.name for entry in os.scandir(place) if entry.is_dir(follow_symlinks=False)]
    folders = [
        place / name for name in sorted(inside) if not name.startswith(".") and (place / name / MANIFEST).exists()
    ]
    return folders or [place]


def look_at(folder: Path) -> Checked:
    """Check a folder and return all that was found."""
    checked = Checked(folder)
    try:
        _check(checked)
    except NotAcceptedError as error:
        checked.problems.append(str(error))
    except OSError as error:
        checked.problems.append(f"it cannot be read: {error.strerror or error}")
    return checked


def _check(checked: Checked) -> None:
    folder, problems = checked.folder, checked.problems
    if not folder.is_dir():
        raise NotAcceptedError("there is no such folder")
    sizes = survey(folder)
    if MANIFEST not in sizes:
        raise NotAcceptedError(f"{MANIFEST} is missing, so it is no results folder, or a part of one")
    manifest = read_object(folder / MANIFEST, _MOST_MANIFEST_BYTES)
    _refuse_other_versions(manifest)
    hashes = _texts(manifest, "files")
    problems += [f"{name} is missing" for name in _NEEDED_FILES if name not in sizes]
    problems += _compare_files(folder, sizes, hashes)
    tables = _texts(manifest, "tables_sha256")
    listed = {f"tables/{name}.parquet": digest for name, digest in tables.items()}
    if listed != {path: digest for path, digest in hashes.items() if path.endswith(".parquet")}:
        problems.append(f"{MANIFEST} contradicts itself: `tables_sha256` and `files` tell other tables")
    problems += _contradictions(manifest)
    problems += _tables_missing(manifest.get("study"), tables)
    whole = [path for path in listed if path in sizes and not problems]
    problems += [problem for path in whole for problem in _columns_missing(folder / path)]
    checked.said += [
        f"{shown(folder.absolute().name)} is whole and as it was written.",
        f"Hashes in {MANIFEST}: {len(hashes)} of {len(hashes)} files match.",
        f"Columns of docs/tables.md: {len(listed)} of {len(listed)} tables have them.",
        _in_words(manifest),
    ]
    _check_stores(checked, manifest.get("keys"), manifest.get("key"))


def _refuse_other_versions(manifest: Mapping[str, object]) -> None:
    schema = manifest.get("schema")
    if "files" not in manifest and schema is None:
        raise NotAcceptedError("it was written before hashes of all files were kept; run its command again")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise NotAcceptedError(f"{MANIFEST} is damaged: `schema` is {shown(str(schema))}")
    if schema > SCHEMA:
        raise NotAcceptedError(
            f"it was written by a newer office-sim ({shown(str(manifest.get('office_sim')))}, schema {schema}), and "
            f"this one knows schema {SCHEMA}; install the newer one to check it"
        )


def _texts(manifest: Mapping[str, object], key: str) -> dict[str, str]:
    """Return a section of texts, or raise `NotAcceptedError`."""
    found = manifest.get(key)
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise NotAcceptedError(f"{MANIFEST} is damaged: `{key}` is not a section of hashes")
    return found


def _compare_files(folder: Path, sizes: Mapping[str, int], hashes: Mapping[str, str]) -> list[str]:
    found = [f"{shown(path)} is missing" for path in sorted(hashes.keys() - sizes.keys() - set(_NEEDED_FILES))]
    for path in sizes.keys() - {MANIFEST}:
        if path not in hashes:
            found.append(f"{shown(path)} is not in {MANIFEST}: somebody has added it")
        elif path.rpartition(".")[2] not in _ENDINGS:
            found.append(f"{shown(path)} is of a kind that office-sim does not write")
        elif sha256_of(folder / path) != hashes[path]:
            found.append(f"{shown(path)} has changed since it was written")
    return sorted(found)


def _contradictions(manifest: Mapping[str, object]) -> list[str]:
    """Say where the numbers of a manifest cannot all be true; a study of theory has none."""
    given = [manifest.get(name) for name in _COUNTS]
    if given == [None] * len(_COUNTS) and manifest.get("study") == "verify":
        return []
    counts = [value for value in given if isinstance(value, int) and not isinstance(value, bool) and value >= 0]
    if len(counts) < len(_COUNTS):
        return [f"{MANIFEST} is damaged: {', '.join(_COUNTS)} are not all whole numbers"]
    planned, done, reused, failed = counts
    failures = manifest.get("failures")
    if done + failed != planned or reused > done or not isinstance(failures, dict) or len(failures) != failed:
        named = len(failures) if isinstance(failures, dict) else "no"
        counted = f"{planned} replications planned, {done} done, {reused} of them reused, {failed} failed"
        return [f"{MANIFEST} contradicts itself: {counted}, {named} failures named"]
    return []


def _tables_missing(study: object, tables: Mapping[str, str]) -> list[str]:
    """Say which tables are missing that every folder of a study has; of a study of tomorrow only whether it has any."""
    needed = NEEDED_TABLES.get(study) if isinstance(study, str) else None
    if needed is None:
        return [] if tables else [f"it is made of tables, and there are none, nor does {MANIFEST} name any"]
    missing = [name for name in needed if name not in tables]
    return [f"of the tables of study={study} there are none for {', '.join(missing)}"] if missing else []


def _in_words(manifest: Mapping[str, object]) -> str:
    version, study, seed = (shown(str(manifest.get(key))) for key in ("office_sim", "study", "seed"))
    what = f"study={study}, seed {seed}, by office-sim {version}"
    planned, done, _, failed = (manifest.get(name) for name in _COUNTS)
    if planned is None:
        return f"{what}."
    return f"{what}: {done} of {planned} replications" + (f"; {failed} failed." if failed else ".")


def _columns_missing(path: Path) -> list[str]:
    """Say which promised columns a table lacks; their order is not looked at, and there may be others."""
    import polars as pl

    promised = COLUMNS.get(path.stem)
    name = f"tables/{shown(path.name)}"
    if promised is None:
        return [f"{name} is no table that this version of office-sim knows"]
    try:
        with opened(path) as file:
            there = list(pl.read_parquet_schema(file))
    except (Exception, pl.exceptions.PanicException):  # noqa: BLE001 (a forged file may fail in any way)
        return [f"{name} is no Parquet file"]
    missing = [column for column in promised if column not in there]
    return [f"{name} lacks the columns {', '.join(missing)} of docs/tables.md"] if missing else []


def _check_stores(checked: Checked, keys: object, first: object) -> None:
    """Hold the replications of all worlds against their names, where they lie beside the folder."""
    # Manifests of old name the first world only.
    named = keys if isinstance(keys, list) else [first]
    # A key is compared with a pattern of 16 hexadecimal digits before it is a name of anything.
    worlds = sorted({key for key in named if isinstance(key, str) and KEY.fullmatch(key)})
    place = checked.folder.absolute().parent / ".store"
    stores = [place / key for key in worlds if _is_own_folder(place) and _is_own_folder(place / key)]
    if not stores:
        checked.said.append("The store of its replications is not beside it, so only the folder was checked.")
        return
    looked_at = [damaged_files(store) for store in stores]
    damaged = [path for _, paths in looked_at for path in paths]
    count = sum(number for number, _ in looked_at)
    gone = len(worlds) - len(stores)
    which = "The stores" if len(stores) > 1 else "The store"
    end = f"; of {gone} of its {len(worlds)} worlds there is none." if gone else "."
    checked.said.append(f"{which} beside it: {count - len(damaged)} of {count} files match their names{end}")
    checked.problems += [
        f"{shown(path.name)} in the store does not match its name; the folder's command computes it again"
        for path in damaged
    ]


def _is_own_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _page(checked: Checked) -> str:
    shown_first = checked.problems[:_MOST_SHOWN]
    more = len(checked.problems) - len(shown_first)
    title = f"{shown(str(checked.folder), _LONGEST_PATH)} does not pass the check:"
    lines = [title, *(f"  {problem}" for problem in shown_first), *([f"  and {more:,} more"] if more else [])]
    return "\n".join(lines)
