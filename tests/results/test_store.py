"""The store keeps whole replications only, notices damage, and never overwrites."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import os
import re
import threading
import zipfile

import numpy as np
import pytest

from sim.__main__ import main
from sim.errors import DiskError
from sim.results import lock
from sim.results.archive import pack, unpack
from sim.results.store import Store
from sim.results.writing import disk_trouble, write_whole

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
    file = io.BytesIO()
    np.savez(file, a=np.array([{"code": 1}], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        unpack(file.getvalue())["a"]


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


def test_both_files_of_a_replication_that_came_out_differently_are_kept_for_the_report(store):
    path = store.write(0, "counts", ARRAYS)
    with pytest.raises(DiskError):
        store.write(0, "counts", {**ARRAYS, "a": np.array([1.0, 2.0])})
    [other] = (store.folder / "quarantine").iterdir()
    assert unpack(path.read_bytes())["a"][0] == 1.5
    assert unpack(other.read_bytes())["a"][0] == 1.0


def test_two_whole_files_with_other_numbers_are_an_error_that_names_both(store):
    """They come together where somebody copies stores of two machines into one."""
    one = store.write(0, "counts", ARRAYS)
    content = pack({**ARRAYS, "a": np.array([1.0, 2.0])})
    other = store.folder / f"000000.counts.{hashlib.sha256(content).hexdigest()[:16]}.npz"
    other.write_bytes(content)
    with pytest.raises(DiskError, match="gave other numbers than before") as caught:
        store.verify("counts", {0})
    assert one.name in str(caught.value)
    assert other.name in str(caught.value)


def test_the_same_numbers_packed_otherwise_are_the_same_replication(store):
    """Another zlib packs the same arrays, NaN among them, into other bytes."""
    store.write(0, "counts", ARRAYS)
    file = io.BytesIO()
    np.savez(file, **ARRAYS)
    store.write_packed(0, "counts", file.getvalue())
    (store.folder / f"000000.counts.{hashlib.sha256(file.getvalue()).hexdigest()[:16]}.npz").write_bytes(
        file.getvalue()
    )
    good, bad = store.verify("counts", {0})
    assert list(good) == [0]
    assert bad == []
    assert good == store.finished("counts")


def test_a_damaged_file_does_not_keep_its_replication_from_being_stored(store):
    path = store.write(0, "counts", ARRAYS)
    path.write_bytes(b"")
    assert store.write(0, "counts", ARRAYS) == path
    assert store.verify("counts", {0}) == ({0: path}, [])


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


def test_a_folder_in_the_place_of_a_file_does_not_block_the_store(tmp_path):
    """Whoever puts one there, by mistake or not, would have every later run end with exit code 74."""
    store = Store(tmp_path, "00aa")
    (store.folder / ".tmp-999999999-aa" / "inside").mkdir(parents=True)
    whole = Store(tmp_path, "00bb").folder
    whole.mkdir()
    name = Store(tmp_path, "00bb").write(0, "counts", ARRAYS).name
    (store.folder / name / "inside").mkdir(parents=True)
    with store.open():
        assert store.write(0, "counts", ARRAYS).is_file()
    assert list(store.verify("counts", {0})[0]) == [0]
    assert {path.name for path in store.folder.iterdir()} == {name, ".lock", "quarantine"}


def _savez(**arrays) -> bytes:
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def _lying() -> bytes:
    """A member that says it is of a size that nobody has the memory for."""
    member = io.BytesIO()
    np.lib.format.write_array_header_1_0(member, {"descr": "<f8", "fortran_order": False, "shape": (10**13,)})
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.npy", member.getvalue())
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"no arrays at all", _savez(), _savez(a=np.array([{"code": 1}], dtype=object)), _lying()],
    ids=["no archive", "nothing in it", "objects", "a size that is not true"],
)
def test_a_well_named_file_of_something_else_is_set_aside(store, content):
    path = store.folder / f"000000.counts.{hashlib.sha256(content).hexdigest()[:16]}.npz"
    path.write_bytes(content)
    assert store.verify("counts", {0})[0] == {}
    assert not path.exists()


def test_a_second_writer_waits_until_the_first_is_done(tmp_path, capfd):
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
    words = rf"being written by process {os.getpid()} on \S+ since \d{{4}}-\d\d-\d\d \d\d:\d\d; waiting for it to end"
    assert re.search(words, capfd.readouterr().err)


def test_a_lock_says_nothing_that_somebody_else_has_written_into_it(tmp_path, capfd):
    store = Store(tmp_path, "00bb")
    with store.open():
        (store.folder / ".lock").write_text("process 1 on \x1b[2J since yesterday")
        other = threading.Thread(target=lambda: contextlib.ExitStack().enter_context(store.open()))
        other.start()
        other.join(0.3)
    other.join()
    assert "being written by another run; waiting" in capfd.readouterr().err


def test_a_file_system_without_locks_is_written_to_all_the_same(tmp_path, monkeypatch):
    def refuse(*_arguments):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(lock.fcntl, "flock", refuse)
    store = Store(tmp_path, "00bb")
    with store.open():
        store.write(0, "counts", ARRAYS)
    assert list(store.finished("counts")) == [0]


@pytest.mark.parametrize("name", [".lock", "", "..", "quarantine", "failed"])
def test_a_link_in_a_received_store_does_not_choose_where_to_write(tmp_path, name):
    """The name is below the folder of the key: the folder itself, and the one that holds all keys, are among them."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("kept")
    store = Store(tmp_path / "results", "00cc")
    place = {"": store.folder, "..": store.folder.parent}.get(name, store.folder / name)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside / "precious" if name == ".lock" else outside)
    with contextlib.suppress(DiskError), store.open():
        store.note_failure(0, "a traceback")
        store.write(0, "counts", ARRAYS)
        with pytest.raises(DiskError):
            store.write(0, "counts", {"a": np.zeros(1)})
    assert (outside / "precious").read_text() == "kept"
    assert [path.name for path in outside.iterdir()] == ["precious"]


def test_a_link_or_a_pipe_with_the_name_of_a_replication_is_never_read(store):
    whole = store.write(0, "counts", ARRAYS)
    elsewhere = store.folder.parent / whole.name
    whole.rename(elsewhere)
    whole.symlink_to(elsewhere)
    os.mkfifo(store.folder / "000001.counts.0123456789abcdef.npz")
    assert store.verify("counts", {0, 1}) == ({}, [])
    assert store.write(1, "counts", ARRAYS).is_file()


def test_the_reason_of_a_failure_is_kept(store):
    store.note_failure(7, "Traceback: on purpose")
    assert (store.folder / "failed" / "000007.txt").read_text() == "Traceback: on purpose"
    store.forget_failure(7)
    assert list((store.folder / "failed").iterdir()) == []
    store.forget_failure(8)


def test_a_reason_is_never_forgotten_through_a_link(store, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "000007.txt").write_text("precious")
    (store.folder / "failed").symlink_to(outside)
    store.forget_failure(7)
    assert (outside / "000007.txt").read_text() == "precious"


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
    monkeypatch.setattr(os, "fsync", lambda handle: (seen.append(sorted(tmp_path.glob("*.npz"))), real(handle)))
    write_whole(tmp_path / "x.npz", b"content")
    assert seen == [[], [tmp_path / "x.npz"]], "once for the content before the rename, once for the folder after it"


def test_stored_replications_that_vanish_before_they_are_read_are_told_in_words(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(Store, "finished", lambda _store, _kind: {})
    few = ("scenario=small_office", "run.replications=1", "run.weeks=1", "run.workers=1", "output.report=false")
    assert main([*few, f"results_dir={tmp_path}"]) == 74
    assert "are gone; run the same command again" in capsys.readouterr().err
