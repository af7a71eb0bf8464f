"""A results folder knows every file in it, and is there as a whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
from pathlib import Path

import polars as pl
import pytest

from sim.errors import DiskError
from sim.results import writing
from sim.results.folder import SCHEMA, new_folder, write_config, write_manifest, write_tables


def _fill(folder) -> None:
    hashes = write_tables(folder, {"summary": pl.DataFrame({"metric": ["desks"]})})
    (folder / "figures").mkdir()
    (folder / "figures" / "one.svg").write_text("<svg/>")
    write_config(folder, {"title": "Ä"})
    write_manifest(folder, {"tables_sha256": hashes})


def test_the_manifest_has_the_hash_of_every_file_but_itself(tmp_path):
    with new_folder(tmp_path, "one") as folder:
        _fill(folder)
    told = json.loads((tmp_path / "one" / "manifest.json").read_text())
    files = ["config.yaml", "figures/one.svg", "tables/README.md", "tables/summary.parquet"]
    assert list(told["files"]) == files
    for name in files:
        assert told["files"][name] == hashlib.sha256((tmp_path / "one" / name).read_bytes()).hexdigest()
    assert told["files"]["tables/summary.parquet"] == told["tables_sha256"]["summary"]
    assert told["schema"] == SCHEMA


def test_a_relative_place_for_results_is_as_good_as_an_absolute_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with new_folder(Path("results"), "one") as folder:
        _fill(folder)
    assert len(json.loads((tmp_path / "results" / "one" / "manifest.json").read_text())["files"]) == 4


def test_a_folder_that_cannot_be_read_is_not_passed_over(tmp_path, monkeypatch):
    """`Path.rglob` leaves out, without a word, what it may not look into."""
    real = os.scandir

    def refuse(path):
        if str(path).endswith("tables"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(DiskError, match="may not be written"), new_folder(tmp_path, "one") as folder:
        _fill(folder)
    assert not (tmp_path / "one").exists()


def test_a_disk_that_is_full_when_tables_are_written_is_told_as_one(tmp_path, monkeypatch):
    """Polars, where it writes itself, raises an error of its own that nobody takes for a full disk."""
    real = io.open

    def full(path, *arguments, **more):
        if str(path).endswith(".parquet"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return real(path, *arguments, **more)

    monkeypatch.setattr(io, "open", full)
    words = "no space is left there; every replication that was finished is safe"
    with pytest.raises(DiskError, match=words), new_folder(tmp_path, "one") as folder:
        _fill(folder)
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def test_everything_is_on_the_disk_before_the_folder_has_its_name(tmp_path, monkeypatch):
    seen = {}
    real = os.fsync

    def note(handle):
        path = Path(f"/proc/self/fd/{handle}").readlink()
        inside = path.relative_to(tmp_path).parts[1:]
        seen["/".join(inside) or path.name] = (tmp_path / "one").exists()
        real(handle)

    monkeypatch.setattr(os, "fsync", note)
    with new_folder(tmp_path, "one") as folder:
        _fill(folder)
    files = ("config.yaml", "manifest.json", "figures/one.svg", "tables/README.md", "tables/summary.parquet")
    assert [seen[name] for name in (*files, "figures", "tables")] == [False] * 7
    assert seen[tmp_path.name] is True


def _older(place: Path) -> None:
    place.mkdir(parents=True)
    (place / "page").write_text("of last week")


@pytest.mark.parametrize("error", [OSError(errno.EIO, "broken"), KeyboardInterrupt()], ids=["error", "interrupt"])
def test_a_folder_that_cannot_be_replaced_is_as_it_was(tmp_path, monkeypatch, error):
    _older(tmp_path / "one")
    real = Path.rename

    def fail(path, target):
        if path.name.startswith(".new-") and target.name == "one":
            raise error
        return real(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises((DiskError, KeyboardInterrupt)), new_folder(tmp_path, "one") as folder:
        _fill(folder)
    assert (tmp_path / "one" / "page").read_text() == "of last week"
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_a_folder_that_a_killed_process_had_moved_aside_gets_its_place_back(tmp_path):
    """`kill -9` between the two renames: the next command, whatever it is, gives the older folder back."""
    _older(tmp_path / ".old-999999999-aaaa")
    _older(tmp_path / f".old-999999999-aaaa-{_own_host()}-one-project-00ff")
    _older(tmp_path / f".old-999999999-bbbb-{_own_host()}-two")
    with new_folder(tmp_path, "two") as folder:
        _fill(folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one-project-00ff", "two"]
    assert (tmp_path / "one-project-00ff" / "page").read_text() == "of last week"
    assert not (tmp_path / "two" / "page").exists()


def test_what_was_moved_aside_is_removed_where_its_place_is_taken(tmp_path):
    _older(tmp_path / "one")
    _older(tmp_path / f".old-999999999-aaaa-{_own_host()}-one")
    _older(tmp_path / f".old-999999999-aaaa-{_own_host()}-..")
    with new_folder(tmp_path, "two") as folder:
        _fill(folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


@pytest.mark.parametrize("kind", ["file", "link", "link to nothing"])
def test_what_is_no_folder_leaves_its_place_without_a_trace(tmp_path, kind):
    outside = tmp_path / "outside"
    _older(outside)
    place = tmp_path / "results"
    place.mkdir()
    if kind == "file":
        (place / "one").write_text("x")
    else:
        (place / "one").symlink_to(outside if kind == "link" else tmp_path / "nowhere")
    with new_folder(place, "one") as folder:
        _fill(folder)
    assert [path.name for path in place.iterdir()] == ["one"]
    assert (outside / "page").read_text() == "of last week"


def test_what_another_machine_builds_on_a_shared_disk_is_left_alone_for_a_day(tmp_path):
    """Its process cannot be asked from here: the same number is another process, or none."""
    fresh, stale = (tmp_path / f".new-999999999-aaaa-{host}" for host in ("00000001", "00000002"))
    for path in (fresh, stale):
        _older(path)
    os.utime(stale, (1_700_000_000, 1_700_000_000))
    with new_folder(tmp_path, "one") as folder:
        _fill(folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == [fresh.name, "one"]


def test_on_windows_no_process_is_asked_for_that_would_be_an_interrupt(tmp_path, monkeypatch):
    path = tmp_path / f".tmp-{os.getpid()}-aaaa-{_own_host()}"
    path.touch()
    monkeypatch.setattr(writing.os, "kill", lambda *_: pytest.fail("it was sent Ctrl-C"))
    with monkeypatch.context() as windows:
        windows.setattr(writing.os, "name", "nt")
        seen = [writing.is_abandoned(path)]
        os.utime(path, (1_700_000_000, 1_700_000_000))
        seen.append(writing.is_abandoned(path))
    assert seen == [False, True]


def _own_host() -> str:
    return writing.mark().split("-")[-1]
