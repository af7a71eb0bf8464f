"""Processes that end when they should not: killed, asked to end, one of the pool, or one that never gets done."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.bench import COMMAND, REPLICATIONS, Left, Said, announced, first, run_here
from tests.faults.command import finish, manifest, start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from tests.faults.bench import Bench
    from tests.faults.kind import Lost

KILLS_IN_A_ROW = 8
#: From the first look into the store to the last table, about.
LONGEST_SECONDS = 1.5
#: A process whose parent was killed looks every half second, and may be writing until then.
ORPHANS_SECONDS = 0.8


def killed(bench: Bench, count: int, dice: Random) -> Iterator[Lost]:
    """Kill at random moments, again and again, and let the last one run to its end."""
    done = 0
    while done < count:
        place, losses = bench.new(), []
        for _ in range(min(KILLS_IN_A_ROW, count - done)):
            before = Left(place / "results").stored
            process = start([*COMMAND, f"run.workers={1 + done % 2}"], place)
            if _wait_until_writing(process, place, dice.uniform(0, LONGEST_SECONDS)):
                # The second worker and its parent, or the parent alone: then its workers have to notice.
                os.killpg(process.pid, signal.SIGKILL) if dice.random() < 0.5 else process.kill()
            said = Said(*finish(process))
            if said.code == 0:
                break  # it was faster; the next sweep is another one
            done += 1
            time.sleep(ORPHANS_SECONDS)
            left = Left(place / "results")
            losses.append(
                first(
                    "" if said.code == -signal.SIGKILL else said.lost((-signal.SIGKILL,)),
                    left.half_done(),
                    "" if before <= left.stored else "a replication that was finished is gone",
                    "" if announced(said.err) <= len(left.stored) else "more was announced than is stored",
                )
            )
        end = _lost_at_the_end(bench, place)
        yield from (first(loss, end) for loss in losses)


def asked_to_end(bench: Bench, count: int, dice: Random) -> Iterator[Lost]:
    """Send INT, TERM or HUP at random moments: what runs is finished, what is done is counted, nothing lies around.

    Every second time it goes to all processes of the command, as Ctrl-C on a terminal does.
    """
    done = 0
    while done < count:
        place, losses = bench.new(), []
        for _ in range(min(KILLS_IN_A_ROW, count - done)):
            process = start([*COMMAND, f"run.workers={1 + done % 2}"], place)
            number = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)[done % 3]
            if _wait_until_writing(process, place, dice.uniform(0, LONGEST_SECONDS)):
                _send(process, number, to_all=done % 4 in (1, 2))
            said = Said(*finish(process))
            if said.code == 0:
                break
            done += 1
            left = Left(place / "results")
            told = re.search(
                r"interrupted: (\d+) of (\d+) replications are done; run the same command to go on", said.err
            )
            is_told = told is not None and (int(told[1]), int(told[2])) == (len(left.stored), REPLICATIONS)
            is_late = "interrupted: the same command goes on" in said.err
            losses.append(
                first(
                    said.lost((130,)),
                    left.half_done(),
                    left.remains(),
                    "" if is_told or is_late else f"it does not say how far it came: {said.err[-300:]}",
                )
            )
        end = _lost_at_the_end(bench, place)
        yield from (first(loss, end) for loss in losses)


def asked_twice(bench: Bench, count: int, dice: Random) -> Iterator[Lost]:
    """Ask for an end twice while replications run that take much longer: the second time it ends at once."""
    long = ("scenario=small_office", "run.replications=4", "run.weeks=2000", "output.report=false")
    for number in range(count):
        place = bench.new()
        process = start([*long, f"run.workers={1 + number % 2}"], place)
        _wait_until_writing(process, place, dice.uniform(0.3, 1.5))
        to_all = number % 4 in (1, 2)
        _send(process, signal.SIGINT, to_all=to_all)
        time.sleep(0.3)
        is_finishing = process.poll() is None
        _send(process, signal.SIGINT, to_all=to_all)
        begun = time.monotonic()
        said = Said(*finish(process))
        took = time.monotonic() - begun
        yield first(
            said.lost((130,)),
            "" if is_finishing else "it did not finish what ran",
            "" if took < 2.0 else f"it took {took:.1f} s to end",
            Left(place / "results").half_done(),
            Left(place / "results").remains() if number % 2 == 0 else "",
        )


def worker_killed(bench: Bench, count: int, dice: Random) -> Iterator[Lost]:
    """Kill one process of the pool: the run ends as if nothing had been."""
    for _ in range(count):
        place = bench.new()
        process = start([*COMMAND, "run.workers=2"], place)
        # Processes of the pool take most of a second to read the program.
        if _wait_until_writing(process, place, 0) and _wait_for_workers(process):
            time.sleep(dice.uniform(0, 0.9))
            for victim in _workers_of(process)[:1]:
                os.kill(victim, signal.SIGKILL)
        said = Said(*finish(process))
        left = Left(place / "results")
        yield first(said.lost((0,)), left.half_done(), left.remains(), left.differs(bench.undisturbed))


def poisoned(bench: Bench, count: int, dice: Random) -> Iterator[Lost]:
    """Let one replication raise, kill its process, never end or eat memory: it is named, and all others are done."""
    poisons = {
        "raise": ("ZeroDivisionError: on purpose", ()),
        "kill": ("its process was killed three times (out of memory?)", ()),
        "hang": (
            "OverTimeError: it took longer than run.replication_timeout_minutes = 0.03",
            ("run.replication_timeout_minutes=0.03",),
        ),
        "eat": ("it needed more memory than run.worker_memory_mb = 1,000", ("run.worker_memory_mb=1000",)),
    }
    for number in range(count):
        poison, (reason, limits) = list(poisons.items())[number % len(poisons)]
        place, victim = bench.new(), dice.randrange(REPLICATIONS)
        arguments = [*COMMAND, *limits, "run.workers=2"]
        environment = {"POISON": poison, "POISONED": str(victim)}
        said = Said(*finish(start(arguments, place, "tests.faults.poisoned", **environment)))
        left = Left(place / "results")
        facts = manifest(left.folders[0]) if left.folders else {}
        yield first(
            said.lost((3,)),
            "" if facts.get("failures") == {str(victim): reason} else f"the manifest says {facts.get('failures')}",
            "" if len(left.stored) == REPLICATIONS - 1 else f"{len(left.stored)} replications are stored",
            left.half_done(),
            left.remains(),
            _lost_at_the_end(bench, place),
        )


def two_writers(bench: Bench, count: int, dice: Random) -> Iterator[Lost]:
    """Run the same command twice at once: the second says who writes, waits, and computes nothing again."""
    for _ in range(count):
        place = bench.new()
        one = start([*COMMAND, "run.workers=1"], place)
        _wait_until_writing(one, place, dice.uniform(0, 0.2))
        two = start([*COMMAND, "run.workers=1"], place)
        said = [Said(*finish(one)), Said(*finish(two))]
        left = Left(place / "results")
        words = rf"these replications are being written by process {one.pid} on \S+ since \d{{4}}-"
        is_told = re.search(words, said[1].err) is not None
        is_done_once = announced(said[0].err) == REPLICATIONS and announced(said[1].err) == 0
        yield first(
            *(one.lost((0,)) for one in said),
            left.differs(bench.undisturbed),
            left.remains(),
            "" if is_told or said[1].err.count("being written") == 0 else f"it does not say by whom: {said[1].err}",
            "" if is_done_once else "something was computed twice",
        )


def _lost_at_the_end(bench: Bench, place: Path) -> str:
    """Run the command once more to its end and compare with an undisturbed run."""
    before = Left(place / "results").stored
    said = run_here((*COMMAND, "run.workers=1"), place / "results")
    left = Left(place / "results")
    if said.code:
        return said.lost((0,))
    reused = manifest(left.folders[0])["replications_reused"] if left.folders else 0
    return first(
        left.differs(bench.undisturbed),
        left.half_done(),
        left.remains(),
        "" if reused >= len(before) else f"{len(before) - reused} finished replications were computed again",
    )


def _send(process, number: signal.Signals, *, to_all: bool) -> None:
    """Send a signal to the program, or to it and all processes that it has started."""
    os.killpg(process.pid, number) if to_all else process.send_signal(number)


def _wait_until_writing(process, place: Path, seconds: float) -> bool:
    """Wait until a command has opened the store, and so long after; whether it still runs then."""
    deadline = time.monotonic() + 60
    begun = time.time()
    while process.poll() is None and time.monotonic() < deadline:
        if any(lock.stat().st_mtime >= begun - 5 and _holder(lock) == process.pid for lock in _locks(place)):
            break
        time.sleep(0.005)
    end = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        time.sleep(0.005)
    return process.poll() is None


def _locks(place: Path) -> list[Path]:
    return list((place / "results").glob(".store/*/.lock"))


def _holder(lock: Path) -> int:
    found = re.match(r"process (\d+) on", lock.read_text(encoding="utf-8"))
    return int(found[1]) if found else 0


def _wait_for_workers(process) -> bool:
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        if len(_workers_of(process)) == 2:
            return True
        time.sleep(0.01)
    return False


def _workers_of(process) -> list[int]:
    """Process ids of the pool, asked of the kernel."""
    found = []
    for task in Path(f"/proc/{process.pid}/task").glob("*/children"):
        try:
            children = task.read_text(encoding="ascii").split()
            found += [int(c) for c in children if b"spawn_main" in Path(f"/proc/{c}/cmdline").read_bytes()]
        except OSError:
            continue
    return found
