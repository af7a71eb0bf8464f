"""Proves that the tests notice mistakes in the model: applies every seeded fault to a copy and sees which test fails.

Run by `make prove`, or `python -m tests.prove [NAME ...] [--markdown]` for some of the faults.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from tests.prove.faults import FAULTS
from tests.prove.trial import ROOT, Copy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.prove.fault import Fault
    from tests.prove.trial import Verdict

#: Copies that are worked in at a time.
_WORKERS = 2

#: A trial that takes three times as long as all catching tests together hangs, on a busy machine as well.
_PATIENCE, _LEAST_TIMEOUT_SECONDS = 3, 60.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Put all faults, or those named, on trial; 0 if every one is caught."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these faults")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown, progress elsewhere")
    asked = parser.parse_args(arguments)
    unknown = set(asked.names).difference(fault.name for fault in FAULTS)
    if unknown:
        parser.error(f"there is no fault {', '.join(sorted(unknown))}")
    faults = [fault for fault in FAULTS if not asked.names or fault.name in asked.names]
    for fault in faults:
        fault.applied_to((ROOT / fault.file).read_text(encoding="utf-8"))
    begun = time.perf_counter()
    progress = sys.stderr if asked.markdown else sys.stdout
    with tempfile.TemporaryDirectory(prefix="office-sim-prove-") as folder:
        copies = [Copy(Path(folder) / str(worker)) for worker in range(_WORKERS)]
        print(f"sim is {copies[0].sim_file()}", file=progress, flush=True)
        tests = sorted({test for fault in faults for test in fault.tests})
        passes, said = copies[0].all_pass(tests)
        if not passes:
            print(f"{said}\nthe catching tests do not pass without a fault; nothing can be proved", file=sys.stderr)
            return 1
        seconds = time.perf_counter() - begun
        print(f"without a fault all {len(tests)} catching tests pass ({seconds:.0f} s)", file=progress, flush=True)
        timeout = max(_LEAST_TIMEOUT_SECONDS, round(_PATIENCE * seconds))
        verdicts = []
        for number, (fault, verdict) in enumerate(zip(faults, _trials(copies, faults, timeout), strict=True), 1):
            print(_line(number, fault, verdict), file=progress, flush=True)
            verdicts.append(verdict)
    if asked.markdown:
        print(_markdown(faults, verdicts))
    caught = sum(verdict.caught for verdict in verdicts)
    seconds = time.perf_counter() - begun
    print(f"{caught} of {len(faults)} seeded faults caught" + ("" if asked.markdown else f" in {seconds:.0f} s"))
    return 0 if caught == len(faults) else 1


def _trials(copies: list[Copy], faults: list[Fault], timeout: float) -> Iterator[Verdict]:
    """Yield the verdicts in order; each copy is used by one trial at a time."""
    free: SimpleQueue[Copy] = SimpleQueue()
    for copy in copies:
        free.put(copy)

    def trial(fault: Fault) -> Verdict:
        copy = free.get()
        try:
            return copy.trial(fault, timeout)
        finally:
            free.put(copy)

    with ThreadPoolExecutor(len(copies)) as pool:
        yield from pool.map(trial, faults)


def _line(number: int, fault: Fault, verdict: Verdict) -> str:
    how = f" ({verdict.remark})" if verdict.remark else ""
    found = "caught    " if verdict.caught else "NOT CAUGHT"
    return f"{number:3} {found} {fault.what} [{fault.name}: {verdict.test or 'no test'}{how}, {verdict.seconds:.1f} s]"


def _markdown(faults: list[Fault], verdicts: list[Verdict]) -> str:
    rows = [
        f"| {number} | {fault.what} | {_in_words(verdict)} |"
        for number, (fault, verdict) in enumerate(zip(faults, verdicts, strict=True), 1)
    ]
    return "\n".join(["| | Seeded fault | Caught by |", "|---:|---|---|", *rows, ""])


def _in_words(verdict: Verdict) -> str:
    """Say which test caught a fault, by its file and its name without the cases it was tried with."""
    if not verdict.caught:
        return "**not caught**"
    file, _, test = verdict.test.partition("[")[0].partition("::")
    sentence = test.removeprefix("test_").replace("_", " ")
    return f"`{file}`: {sentence}" + (f" ({verdict.remark})" if verdict.remark else "")


if __name__ == "__main__":
    sys.exit(main())
