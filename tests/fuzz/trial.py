"""One fuzzed input: a tiny run or a page, never a traceback, within five seconds and a gigabyte, and nothing else."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from sim.__main__ import main

#: The last word on how much is run belongs to the command line: whatever the file says, the run stays tiny.
TINY = ("run.replications=1", "run.weeks=1", "run.workers=1", "run.people_limit=3000", "output.report=false")
LONGEST_SECONDS = 5
LARGEST_BYTES = 1_000_000_000
#: What the program holds before it has read anything, which is not seen of a command within this process.
_BEFORE_BYTES = 200_000_000
_KIBI = 1024


@dataclass
class Tally:
    """How fuzzed inputs were answered; `faults` holds the shortest input that showed each."""

    runs: int = 0
    valid: int = 0
    refused: int = 0
    texts: int = 0
    slowest: float = 0.0
    largest_bytes: int = 0
    faults: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return (
            f"fuzz: {self.runs:,} runs, {self.valid:,} valid, {self.refused:,} refused, {self.texts:,} texts asked for,"
            f" {len(self.faults)} tracebacks or other faults;"
            f" slowest {self.slowest:.1f} s, {self.largest_bytes / 1e9:.2f} GB at most"
        )

    def note(self, fault: str, given: str) -> None:
        if fault not in self.faults or len(given) < len(self.faults[fault]):
            self.faults[fault] = given


def attempt(tally: Tally, arguments: list[str], scenario: str | None = None) -> str:
    """Run the command on an input in a new folder; return what was wrong with the answer, or an empty text."""
    fault = _attempt(tally, arguments, scenario)
    tally.runs += 1
    if fault:
        tally.note(fault, "\n".join([*arguments, scenario or ""]))
    return fault


def _attempt(tally: Tally, arguments: list[str], scenario: str | None) -> str:
    folder = Path(tempfile.mkdtemp())
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            given = list(arguments)
            if scenario is not None:
                Path("mine.yaml").write_bytes(scenario.encode("utf-8", "surrogatepass"))
                given = ["scenario=mine.yaml", *given]
            held = _forget_the_peak()
            begin = time.process_time()
            try:
                code = main([*given, *TINY])
            except BaseException as error:  # noqa: BLE001 (a traceback is what is looked for, whatever its kind)
                return _place_of(error)
            finally:
                seconds = time.process_time() - begin
                tally.slowest = max(tally.slowest, seconds)
                size = _resident("VmHWM") - held + _BEFORE_BYTES
                tally.largest_bytes = max(tally.largest_bytes, size)
            made = {path.name for path in folder.iterdir()} - {"mine.yaml"}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if seconds > LONGEST_SECONDS:
        return f"took longer than {LONGEST_SECONDS} s"
    if size > LARGEST_BYTES:
        return f"took more than {LARGEST_BYTES / 1e9:g} GB"
    return _judged(tally, code, out.getvalue(), err.getvalue(), made)


def _forget_the_peak() -> int:
    """Let the system measure anew, for what ran in this process before may have been large; return what it holds."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _resident("VmRSS")


def _resident(name: str) -> int:
    """Bytes in memory now (`VmRSS`), or the most since the system began to measure (`VmHWM`)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * _KIBI for line in lines if line.startswith(f"{name}:"))


def _judged(tally: Tally, code: int, out: str, err: str, made: set[str]) -> str:
    if code == 2:
        tally.refused += 1
        is_page = "nothing was run:" in err.split("\n\n", 1)[0] and not out and "Traceback" not in err
        return "" if is_page and not made else f"exit code 2 without a clean page: {err[:200]}"
    if code == 0 and any(line.startswith("results: ") for line in out.splitlines()):
        tally.valid += 1
        return "" if made else "a run without results"
    if code == 0:
        tally.texts += 1
        return "" if out and not made else "exit code 0 without a result"
    return f"exit code {code}: {err.splitlines()[-1][:200] if err else ''}"


def _place_of(error: BaseException) -> str:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if f"{os.sep}sim{os.sep}" in frame.filename]
    where = f"{frames[-1].filename.rpartition(os.sep + 'sim' + os.sep)[2]}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} in sim/{where}: {str(error)[:150]}"
