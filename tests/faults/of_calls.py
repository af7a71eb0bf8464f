"""Every call of the system that a run makes, failing in its turn: the first, the second, until a run passes."""

from __future__ import annotations

import errno
import shutil
from typing import TYPE_CHECKING

from tests.faults.bench import SHORT, Left, first, run_here
from tests.faults.failing import Calls, watched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

    from tests.faults.bench import Bench
    from tests.faults.kind import Lost

_NEVER = range(0)
#: No run makes so many.
_MOST = 100_000


def one_fails(bench: Bench, count: int, dice: Random) -> Iterator[Lost]:
    """Let the n-th call fail, for n = 1, 2, 3, ...; the ones after it work again."""
    for number in _numbers(bench, count, dice):
        yield _with_failing(bench, range(number, number + 1), (errno.ENOSPC, errno.EIO, errno.EACCES)[number % 3])


def all_fail(bench: Bench, count: int, dice: Random) -> Iterator[Lost]:
    """Let every call fail from the n-th on, for n = 1, 2, 3, ..."""
    for number in _numbers(bench, count, dice):
        yield _with_failing(bench, range(number, _MOST), (errno.ENOSPC, errno.EROFS)[number % 2])


def one_fails_with_an_older_folder(bench: Bench, count: int, dice: Random) -> Iterator[Lost]:
    """Let the n-th call fail while the results folder of an earlier run is there: it stays whole, or is replaced."""
    for number in _numbers(bench, count, dice, bench.undisturbed_short.results):
        error = (errno.ENOSPC, errno.EIO, errno.EACCES)[number % 3]
        yield _with_failing(bench, range(number, number + 1), error, bench.undisturbed_short.results)


def in_order(bench: Bench, count: int, dice: Random) -> Iterator[Lost]:
    """Hold the order that a power cut needs: a file is synced, then gets its name, then its folder is synced."""
    results = bench.new() / "results"
    calls = Calls(results, _NEVER)
    with watched(calls):
        said = run_here(SHORT, results)
    renamed = [
        (place, path)
        for place, (call, path) in enumerate(calls.log)
        if call == "replace" or (call == "rename" and ".old-" not in path)
    ]
    yield said.lost((0,))
    for place, path in renamed:
        parent, before = path.rpartition("/")[0], calls.log[:place]
        parts = [name for call, name in before if call == "write" and _is_part_of(name, path)]
        unsynced = [name for name in parts if ("fsync", name) not in before]
        yield first(
            "" if parts else f"nothing was written before {path} got its name",
            f"{unsynced[0]} was not synced before {path} got its name" if unsynced else "",
            "" if ("fsync", parent) in calls.log[place:] else f"{parent} was not synced after {path} got its name",
        )


def _is_part_of(written: str, path: str) -> bool:
    """Whether something written beside a path, or in a folder beside it, is what will get its name."""
    parent, _, name = path.rpartition("/")
    beside = written.removeprefix(f"{parent}/")
    return beside.startswith(".tmp-" if name.endswith(".npz") else ".new-")


def _numbers(bench: Bench, count: int, dice: Random, older: Path | None = None) -> Iterator[int]:
    """Count the calls of a run: each in its turn, or some of them where only so many are asked for."""
    results = _place(bench, older)
    calls = Calls(results, _NEVER)
    with watched(calls):
        run_here(SHORT, results)
    everyone = range(1, len(calls.log) + 1)
    yield from sorted(dice.sample(everyone, count)) if count else everyone


def _place(bench: Bench, older: Path | None) -> Path:
    """Return a place for results that is new, or a copy of an older one."""
    results = bench.new() / "results"
    if older is not None:
        shutil.copytree(older, results)
    return results


def _with_failing(bench: Bench, failing: range, error: int, older: Path | None = None) -> Lost:
    results = _place(bench, older)
    calls = Calls(results, failing, error)
    with watched(calls):
        said = run_here(SHORT, results)
    left = Left(results)
    before = left.stored
    lost = first(
        said.lost((0, 2, 74)),
        "" if len(calls.log) >= failing.start or said.code else "the call was not made",
        left.half_done(),
        left.differs(bench.undisturbed_short) if said.code == 0 or older is not None else "",
    )
    again = run_here(SHORT, results)
    lost = first(
        lost,
        again.lost((0,)),
        left.differs(bench.undisturbed_short),
        "" if before <= left.stored else "what was finished is gone",
    )
    call = calls.log[failing.start - 1] if len(calls.log) >= failing.start else ("", "")
    return f"{call[0]} of {call[1].removeprefix(str(results))} ({failing.start}): {lost}" if lost else ""
