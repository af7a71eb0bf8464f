"""A store that came from somebody else may hold well-named files of anything: each is set aside and computed again."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from sim.__main__ import main
from sim.replication import replicate
from sim.results.archive import pack, unpack
from sim.results.expected_arrays import expected_counts, expected_visits
from sim.results.received import MOST_BYTES
from sim.results.store import damaged_files
from sim.results.stored_arrays import are_numbers
from tests.faults.command import table_hashes
from tests.random_scenarios import scenarios

COMMAND = ("scenario=small_office", "run.replications=2", "run.weeks=2", "run.workers=1", "output.report=false")


def _zipped(members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def _member(array, header: bytes | None = None) -> bytes:
    """An array as a .npy member, maybe with another header of the same length."""
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version=(1, 0), allow_pickle=True)
    content = file.getvalue()
    if header is None:
        return content
    length = int.from_bytes(content[8:10], "little")
    return content[:10] + header.ljust(length - 1) + b"\n" + content[10 + length :]


def _all(arrays, method: int = zipfile.ZIP_STORED, **other: bytes) -> bytes:
    """The arrays of a replication, some of them forged."""
    return _zipped({f"{name}.npy": other.get(name) or _member(arrays[name]) for name in arrays}, method)


def _spoiled(content: bytes, place: int) -> bytes:
    return content[:place] + bytes(255 - byte for byte in content[place : place + 40]) + content[place + 40 :]


def _with_lying_shape(arrays) -> bytes:
    """Axes below zero, whose product is right."""
    header = b"{'descr': '<i8', 'fortran_order': False, 'shape': (-3, -4), }"
    return _all(arrays, teams_lonely_days=_member(np.zeros(12, dtype=np.int64), header))


#: By what is wrong with them; each gets the right arrays.
FORGED = {
    "other names": lambda right: pack({f"x{name}": right[name] for name in right}),
    "one is missing": lambda right: pack({name: right[name] for name in list(right)[1:]}),
    "another shape": lambda right: pack({**right, "site_arrivals": np.zeros((3, 2), dtype=np.uint8)}),
    "a shape below zero": _with_lying_shape,
    "more axes than there are": lambda right: pack({**right, "site_arrivals": np.zeros((1,) * 20, dtype=np.uint8)}),
    "dates": lambda right: pack({**right, "teams_lonely_days": np.zeros(12, dtype="datetime64[D]")}),
    "text": lambda right: pack({**right, "teams_lonely_days": np.full(12, "x")}),
    "fractions": lambda right: pack({**right, "teams_lonely_days": np.full(12, 0.5)}),
    "a sum that is no number": lambda right: pack({**right, "teams_commute_minutes": np.full(12, np.nan)}),
    "a sum without end": lambda right: pack({**right, "teams_commute_minutes": np.full(12, np.inf)}),
    "an unclosed header": lambda right: _all(right, teams_lonely_days=_member(np.zeros(12), b"{'descr': '<f8', (")),
    "a header of brackets": lambda right: _all(right, teams_lonely_days=_member(np.zeros(12), b"[" * 90)),
    "a spoiled packing": lambda right: _spoiled(_all(right, zipfile.ZIP_DEFLATED), 200),
    "a spoiled middle": lambda right: _spoiled(_all(right), 20_000),
    "packed otherwise": lambda right: _all(right, zipfile.ZIP_LZMA),
    "pickled": lambda right: _all(right, teams_lonely_days=_member(np.array([{"code": 1}] * 12, dtype=object))),
    "an archive in an archive": lambda right: _zipped({"counts.npz": pack(right)}),
    "two of a name": lambda right: pack({**right, "site_arrivals.npy": right["site_arrivals"]}),
    "something in front": lambda right: b"#!/bin/sh\n" + pack(right),
}


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    results = tmp_path_factory.mktemp("original") / "results"
    assert main([*COMMAND, f"results_dir={results}"]) == 0
    return results


@pytest.fixture
def place(original, tmp_path):
    """A copy of a place for results, its one store, and the tables."""
    results = tmp_path / "results"
    shutil.copytree(original, results)
    [store] = results.glob(".store/*")
    return results, store, table_hashes(next(results.glob("small-office-*")))


def _put(store, kind: str, content: bytes):
    """Put content in the place of the first replication, under the name that it must have."""
    [before] = store.glob(f"000000.{kind}.*")
    before.unlink()
    forged = store / f"000000.{kind}.{hashlib.sha256(content).hexdigest()[:16]}.npz"
    forged.write_bytes(content)
    return forged


def _goes_on(results, tables, forged, capsys) -> None:
    assert main([*COMMAND, f"results_dir={results}"]) == 0
    assert f"a stored replication was damaged and has been computed again: {forged.name}" in capsys.readouterr().err
    assert not forged.exists()
    assert table_hashes(next(results.glob("small-office-*"))) == tables


@pytest.mark.parametrize("wrong", FORGED)
def test_forged_counts_are_set_aside_and_computed_again(place, capsys, wrong):
    results, store, tables = place
    [right] = store.glob("000000.counts.*")
    forged = _put(store, "counts", FORGED[wrong](unpack(right.read_bytes())))
    _goes_on(results, tables, forged, capsys)


@pytest.mark.parametrize(
    ("name", "value"), [("day", 10), ("day", -1), ("person", 120), ("zone", -2), ("wanted_zone", -1), ("purpose", 99)]
)
def test_visits_that_point_to_nothing_are_set_aside_and_computed_again(place, capsys, name, value):
    results, store, tables = place
    [right] = store.glob("000000.visits.*")
    arrays = dict(unpack(right.read_bytes()))
    arrays[f"visits_{name}"] = arrays[f"visits_{name}"].copy()
    arrays[f"visits_{name}"][7] = value
    _goes_on(results, tables, _put(store, "visits", pack(arrays)), capsys)


@pytest.mark.parametrize(("column", "value"), [(0, 10), (2, -1), (3, 99), (4, 12), (9, 10_000), (10, 99), (11, 6)])
def test_gatherings_that_point_to_nothing_are_set_aside_and_computed_again(place, capsys, column, value):
    results, store, tables = place
    [right] = store.glob("000000.visits.*")
    arrays = dict(unpack(right.read_bytes()))
    arrays["gatherings"] = arrays["gatherings"].copy()
    arrays["gatherings"][7, column] = value
    _goes_on(results, tables, _put(store, "visits", pack(arrays)), capsys)


@pytest.mark.parametrize("column", [0, 1, 2])
def test_shared_days_that_point_to_nothing_are_set_aside_and_computed_again(place, capsys, column):
    results, store, tables = place
    [right] = store.glob("000000.counts.*")
    arrays = dict(unpack(right.read_bytes()))
    arrays["shared_days"] = arrays["shared_days"].copy()
    arrays["shared_days"][0, column] = 99
    _goes_on(results, tables, _put(store, "counts", pack(arrays)), capsys)


def test_columns_of_visits_have_one_length(place, capsys):
    results, store, tables = place
    [right] = store.glob("000000.visits.*")
    arrays = dict(unpack(right.read_bytes()))
    forged = _put(store, "visits", pack({**arrays, "visits_day": arrays["visits_day"][1:]}))
    _goes_on(results, tables, forged, capsys)


def test_a_file_of_40_gb_is_not_read_at_all(place, capsys, monkeypatch):
    """Holes cost whoever makes them nothing; to hash them would take minutes, to read them all memory."""
    results, store, tables = place
    forged = _put(store, "counts", b"")
    os.truncate(forged, 40_000_000_000)
    assert damaged_files(store)[1] == [forged]
    _goes_on(results, tables, forged, capsys)
    assert MOST_BYTES < 40_000_000_000


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenario=scenarios())
def test_what_every_replication_leaves_is_what_is_expected(scenario):
    counts, visits = expected_counts(scenario), expected_visits(scenario)
    for number in range(2):
        left = replicate(scenario, number, keep_visits=True)
        assert are_numbers(pack(left.counted), counts)
        assert are_numbers(pack(left.visits), visits)
