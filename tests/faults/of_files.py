"""Files that change by themselves: a bit flips, or the end is gone. In the store, and in a finished results folder."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from sim.results.store import Store
from sim.studies.check import look_at
from tests.faults.bench import SHORT, Left, first, run_here

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from random import Random

    from tests.faults.bench import Bench
    from tests.faults.kind import Lost


def flipped(content: bytes, dice: Random) -> bytes:
    """Flip one bit."""
    changed = bytearray(content)
    changed[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def cut(content: bytes, dice: Random) -> bytes:
    """Keep only the beginning, or nothing."""
    return content[: dice.randrange(len(content))]


def flips(bench: Bench, count: int, dice: Random) -> Iterator[Lost]:
    """Flip single bits of stored replications."""
    yield from _damaged_store(bench, count, dice, flipped)


def cuts(bench: Bench, count: int, dice: Random) -> Iterator[Lost]:
    """Cut stored replications short."""
    yield from _damaged_store(bench, count, dice, cut)


def folder_damaged(bench: Bench, count: int, dice: Random) -> Iterator[Lost]:
    """Flip a bit of a file in a results folder, cut it short, take it away or lay one beside it: study=check tells."""
    results = bench.new() / "results"
    shutil.copytree(bench.undisturbed_short.results, results)
    folder = Left(results).folders[0]
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json")
    for number in range(count):
        victim = dice.choice(files)
        content = victim.read_bytes()
        if number % 4 == 3:
            guest = victim.with_name("guest.html")
            guest.write_bytes(content)
            told, victim = look_at(folder).problems, guest
            guest.unlink()
        elif number % 4 == 2:
            victim.unlink()
            told = look_at(folder).problems
            victim.write_bytes(content)
        else:
            victim.write_bytes((flipped, cut)[number % 4](content, dice))
            told = look_at(folder).problems
            victim.write_bytes(content)
        is_told = any(victim.relative_to(folder).as_posix() in one for one in told)
        yield first(
            "" if is_told else f"damage of {victim.name} was not noticed: {told}",
            *(f"mended, and still: {one}" for one in look_at(folder).problems),
        )


def _damaged_store(bench: Bench, count: int, dice: Random, damage: Callable[[bytes, Random], bytes]) -> Iterator[Lost]:
    """Damage one file at a time: it is set aside, and no other one. Every fiftieth time the command mends it."""
    results = bench.new() / "results"
    shutil.copytree(bench.undisturbed_short.results, results)
    [key] = results.glob(".store/*")
    store = Store(results, key.name)
    files = sorted(key.glob("*.npz"))
    for number in range(count):
        victim = dice.choice(files)
        whole = victim.read_bytes()
        victim.write_bytes(damage(whole, dice))
        if number % 50 == 0:
            yield _mended(bench, results, victim, whole)
            continue
        aside = [path for kind in ("counts", "visits") for path in store.verify(kind, range(3))[1]]
        is_set_aside = [path.name.startswith(victim.name) for path in aside] == [True] and not victim.exists()
        victim.write_bytes(whole)
        yield "" if is_set_aside else f"{victim.name} was damaged, and set aside were {[path.name for path in aside]}"


def _mended(bench: Bench, results: Path, victim: Path, whole: bytes) -> Lost:
    said = run_here(SHORT, results)
    return first(
        said.lost((0,)),
        "" if victim.name in said.err and "computed again" in said.err else f"it is not told: {said.err}",
        "" if victim.is_file() and victim.read_bytes() == whole else "other bytes were computed",
        Left(results).differs(bench.undisturbed_short),
    )
