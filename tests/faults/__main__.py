"""Causes every kind of fault, many times, and counts how often nothing was lost.

Run by `make faults`, or `python -m tests.faults [WORDS ...] [--seed N]` for the kinds whose name holds these words.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.faults.bench import Bench
from tests.faults.kind import NotPossibleHereError
from tests.faults.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.faults.kind import Kind

SEED = 20270104
#: There syncing takes no time; only a power cut could tell the difference, and no trial here can cause one.
_IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Cause all faults, or those of some kinds; 0 if nothing was lost by any."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORDS", help="only kinds whose name holds one of these")
    parser.add_argument("--seed", type=int, default=SEED, help="of the random moments, bits and places")
    asked = parser.parse_args(arguments)
    kinds = [kind for kind in KINDS if not asked.words or any(word in kind.name for word in asked.words)]
    if not kinds:
        parser.error(f"the kinds are: {'; '.join(kind.name for kind in KINDS)}")
    begun = time.perf_counter()
    print(f"random moments, bits and places: seed {asked.seed}", flush=True)
    well = total = 0
    for kind in kinds:
        counted = _cause(kind, asked.seed)
        well, total = well + counted[0], total + counted[1]
    print(f"faults: {well} of {total} in {time.perf_counter() - begun:.0f} s")
    return 0 if well == total > 0 else 1


def _cause(kind: Kind, seed: int) -> tuple[int, int]:
    """Cause all faults of a kind and print a line; return of how many nothing was lost, and how many there were."""
    begun = time.perf_counter()
    losses = []
    with tempfile.TemporaryDirectory(prefix="office-sim-faults-", dir=_IN_MEMORY) as folder:
        try:
            losses = list(kind.trials(Bench(Path(folder)), kind.whole, Random(f"{seed} {kind.name}")))
        except NotPossibleHereError as reason:
            print(f"{kind.name}: not tried here, {reason}", flush=True)
            return 0, 0
    well = sum(not loss for loss in losses)
    print(f"{kind.name}: {well} of {len(losses)} ({time.perf_counter() - begun:.0f} s)", flush=True)
    for number, loss in enumerate(losses):
        if loss:
            print(f"  {number}: {loss}", file=sys.stderr, flush=True)
    return well, len(losses)


if __name__ == "__main__":
    sys.exit(main())
