"""Disks that fail as a whole: full, not to be written to, or gone."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from tests.faults.bench import COMMAND, SHORT, Left, Said, first, run_here
from tests.faults.command import ROOT, finish, start
from tests.faults.kind import NotPossibleHereError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from tests.faults.bench import Bench
    from tests.faults.kind import Lost

_LARGE = "64m"


def full(bench: Bench, count: int, dice: Random) -> Iterator[Lost]:
    """Give the results ever more room, and always too little; then make room and run the same command again.

    Every second time the look at the free space before the start is left out, so that writing itself fails.
    """
    needed = sum(path.stat().st_blocks * 512 for path in bench.undisturbed_short.results.rglob("*"))
    for number in range(count):
        size = 4096 * (2 + (needed // 4096 - 8) * number // count)
        place = bench.new()
        with _disk(place, f"{size}"):
            results = place / "results"
            with mock.patch.multiple("shutil", disk_usage=_endless if number % 2 else shutil.disk_usage):
                said = run_here(SHORT, results)
            left = Left(results)
            lost = first(said.lost((74,)), _one_line(said), left.half_done(), left.remains())
            before = left.stored
            subprocess.run(["mount", "-o", f"remount,size={_LARGE}", str(place)], check=True)
            again = run_here(SHORT, results)
            yield first(
                lost,
                again.lost((0,)),
                left.differs(bench.undisturbed_short),
                "" if before <= left.stored else "what was finished is gone",
            )


def too_large_a_file(bench: Bench, count: int, dice: Random) -> Iterator[Lost]:
    """Let no file be larger than so much, which also machines without a disk of their own to fill can do."""
    sizes = sorted(path.stat().st_size for path in bench.undisturbed.results.rglob("*") if path.is_file())
    for number in range(count):
        limit = 64 + (sizes[-1] - 128) * number // count
        place = bench.new()
        process = subprocess.Popen(
            [sys.executable, "-m", "sim", *COMMAND, f"run.workers={1 + number % 2}"],
            cwd=place,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda limit=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),  # noqa: PLW1509
        )
        said, left = Said(*finish(process)), Left(place / "results")
        lost = first(said.lost((74,)), _one_line(said), left.half_done(), left.remains())
        yield first(
            lost, run_here((*COMMAND, "run.workers=1"), place / "results").lost((0,)), left.differs(bench.undisturbed)
        )


def read_only(bench: Bench, count: int, dice: Random) -> Iterator[Lost]:
    """Forbid writing, to an empty place or with some of the replications there: one page, and nothing is changed."""
    for number in range(count):
        place = bench.new()
        with _disk(place, _LARGE):
            results = place / "results"
            results.mkdir()
            if number % 2:
                run_here((*SHORT, "run.replications=2") if number % 4 == 3 else SHORT, results)
            before = sorted(path.relative_to(place) for path in results.rglob("*"))
            subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
            said = run_here((*SHORT[:1], "run.replications=4", *SHORT[2:]), results)
            after = sorted(path.relative_to(place) for path in results.rglob("*"))
            yield first(said.lost((2, 74)), "" if before == after else "something was changed")


def gone(bench: Bench, count: int, dice: Random) -> Iterator[Lost]:
    """Take the whole folder away while it is written: an end in words, and the same command makes all of it again."""
    for number in range(count):
        place = bench.new()
        process = start([*COMMAND, f"run.workers={1 + number % 2}"], place)
        _wait_for_store(process, place)
        time.sleep(dice.uniform(0, 0.8))
        shutil.rmtree(place / "results", ignore_errors=True)
        said, left = Said(*finish(process)), Left(place / "results")
        yield first(
            said.lost((0, 74)),
            "" if said.code == 0 else _one_line(said),
            run_here((*COMMAND, "run.workers=1"), place / "results").lost((0,)),
            left.differs(bench.undisturbed),
            left.half_done(),
        )


def _one_line(said: Said) -> str:
    """Say what is wrong with how a trouble with the disk is told: in one line, beside those of progress."""
    told = re.findall(r"^(?:could not write|disk trouble:|\d+ more replications need about) .+", said.err, re.MULTILINE)
    return "" if len(told) == 1 else f"it is not told in one line: {said.err[-400:]}"


def _endless(_path: object) -> object:
    return shutil._ntuple_diskusage(1 << 50, 0, 1 << 50)


def _wait_for_store(process, place: Path) -> None:
    deadline = time.monotonic() + 60
    while process.poll() is None and not list((place / "results").glob(".store/*/.lock")):
        assert time.monotonic() < deadline
        time.sleep(0.005)


@contextmanager
def _disk(place: Path, size: str) -> Iterator[None]:
    """Mount a disk in memory of so many bytes."""
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "office-sim-faults", str(place)],
        check=False,
        capture_output=True,
    )
    if done.returncode:
        raise NotPossibleHereError("a disk of a size of its own needs root (mount -t tmpfs)")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
