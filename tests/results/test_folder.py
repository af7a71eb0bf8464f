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
