"""The store keeps whole replications only, notices damage, and never overwrites."""

from __future__ import annotations

import errno
import os

import numpy as np
import pytest

from sim.errors import DiskError
from sim.results import store as store_module
from sim.results.archive import pack, unpack
from sim.results.store import Store, disk_trouble, write_whole

ARRAYS = {"b": np.arange(6, dtype=np.int16).reshape(2, 3), "a": np.array([1.5, np.nan])}


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path, "00ff")
    with made.open():
        yield made


def test_the_same_arrays_give_the_same_bytes_in_any_order():
    assert pack(ARRAYS) == pack(dict(reversed(ARRAYS.items())))


def test_arrays_come_back_as_they_were():
    back = unpack(pack(ARRAYS))
    assert back.keys() == ARRAYS.keys()
    for name, values in ARRAYS.items():
        np.testing.assert_array_equal(back[name], values)
        assert back[name].dtype == values.dtype


def test_an_archive_with_pickled_objects_is_refused():
    import io

    file = io.BytesIO()
    np.savez(file, a=np.array([{"code": 1}], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        unpack(file.getvalue())


def test_a_written_replication_is_found_verified_and_read(store):
    path = store.write(3, "counts", ARRAYS)
    assert store.finished("counts") == {3: path}
    assert store.finished("visits") == {}
    assert store.verify("counts", {3}) == ({3: path}, [])
    assert store.verify("counts", {4}) == ({}, [])
    np.testing.assert_array_equal(store.read(path)["b"], ARRAYS["b"])


def test_writing_the_same_again_changes_nothing(store):
    path = store.write(0, "counts", ARRAYS)
    before = path.stat().st_mtime_ns
    assert store.write(0, "counts", ARRAYS) == path
    assert path.stat().st_mtime_ns == before


def test_other_numbers_for_the_same_replication_are_an_error_that_names_both_files(store):
    path = store.write(0, "counts", ARRAYS)
    with pytest.raises(DiskError, match="not deterministic") as caught:
        store.write(0, "counts", {**ARRAYS, "a": np.array([1.0, 2.0])})
    assert path.name in str(caught.value)
    assert store.finished("counts") == {0: path}


def test_damaged_content_is_set_aside_and_no_longer_counts(store):
    path = store.write(0, "counts", ARRAYS)
    content = bytearray(path.read_bytes())
    content[7] ^= 1
    path.write_bytes(content)
    with pytest.raises(DiskError, match="changed"):
        store.read(path)
    good, bad = store.verify("counts", {0})
    assert good == {}
    assert [p.parent.name for p in bad] == ["quarantine"]
    assert store.finished("counts") == {}


def test_unknown_files_are_left_alone_and_ignored(store):
    for name in ("notes.txt", "000001.counts.xyz.npz", "1.counts.0123456789abcdef.npz"):
        (store.folder / name).write_text("x")
    assert store.finished("counts") == {}
    assert len(list(store.folder.iterdir())) == 4, "three of them and the lock"


def test_what_a_dead_process_left_half_written_is_swept_and_what_a_living_one_writes_is_kept(tmp_path):
    store = Store(tmp_path, "00aa")
    store.folder.mkdir(parents=True)
    dead, alive = store.folder / ".tmp-999999999-aa", store.folder / f".tmp-{os.getpid()}-aa"
    for path in (dead, alive, store.folder / ".tmp-odd"):
        path.write_text("x")
    with store.open():
        assert sorted(path.name for path in store.folder.iterdir()) == [".lock", alive.name]


def test_a_well_named_file_of_something_else_is_set_aside(store):
    import hashlib

    content = b"no arrays at all"
    path = store.folder / f"000000.counts.{hashlib.sha256(content).hexdigest()[:16]}.npz"
    path.write_bytes(content)
    assert store.verify("counts", {0})[0] == {}
    assert not path.exists()


def test_a_second_writer_waits_until_the_first_is_done(tmp_path, capfd):
    import threading

    seen = []

    def second() -> None:
        with Store(tmp_path, "00bb").open():
            seen.append("second")

    with Store(tmp_path, "00bb").open():
        other = threading.Thread(target=second)
        other.start()
        other.join(0.3)
        seen.append("first")
    other.join()
    assert seen == ["first", "second"]
    assert "waiting" in capfd.readouterr().err


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_failed_write_leaves_no_trace(store, monkeypatch, failing):
    def fail(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    target = os if failing == "fsync" else type(store.folder)
    monkeypatch.setattr(target, failing, fail)
    with pytest.raises(DiskError, match="no space is left"):
        store.write(0, "counts", ARRAYS)
    monkeypatch.undo()
    assert [path.name for path in store.folder.iterdir()] == [".lock"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "no space"),
        (errno.EACCES, "may not be written"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "error"),
    ],
)
def test_trouble_with_the_disk_becomes_one_sentence(tmp_path, number, words):
    with pytest.raises(DiskError, match=words) as caught, disk_trouble(tmp_path):
        raise OSError(number, os.strerror(number))
    assert caught.value.exit_code == 74
    assert "\n" not in str(caught.value)


def test_a_file_is_synced_before_it_gets_its_name(tmp_path, monkeypatch):
    seen = []
    real = os.fsync
    monkeypatch.setattr(
        store_module.os, "fsync", lambda handle: (seen.append(sorted(tmp_path.glob("*.npz"))), real(handle))
    )
    write_whole(tmp_path / "x.npz", b"content")
    assert seen == [[], [tmp_path / "x.npz"]], "once for the content before the rename, once for the folder after it"
