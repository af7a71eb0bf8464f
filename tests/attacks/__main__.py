"""Sends every attack of the corpus at the real command: python -m tests.attacks (two minutes).

Prints each attack that is not refused, and at the end one line; exit code 1 if any was not.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.attacks.attack import Attack, Sandbox, complaints, corpus
from tests.building import ROOT

_TOO_LONG_SECONDS = 20


def main() -> int:
    # No process can be given an argument that holds NUL; the tests send it in process.
    attacks = [attack for attack in corpus() if "\0" not in "".join(attack.arguments)]
    refused, made, slowest = 0, 0, (0.0, "")
    for attack in attacks:
        found, changed, seconds = _sent(attack)
        refused += not found
        made += changed
        slowest = max(slowest, (seconds, attack.name))
        for complaint in found:
            print(f"{attack.name}: {complaint}", flush=True)
    seconds, name = slowest
    print(f"attacks: {refused} of {len(attacks)} refused; paths changed: {made}; slowest {seconds:.1f} s ({name})")
    return 0 if refused == len(attacks) and made == 0 else 1


def _sent(attack: Attack) -> tuple[list[str], int, float]:
    """Return what is wrong with the answer, how many paths have changed, and how long it took."""
    with tempfile.TemporaryDirectory() as folder:
        sandbox = Sandbox(Path(folder))
        arguments = sandbox.prepare(attack)
        before, begin = sandbox.state(), time.perf_counter()
        environment = {**os.environ, **sandbox.environment, "PYTHONPATH": str(ROOT)}
        try:
            done = subprocess.run(
                [sys.executable, "-m", "sim", *arguments],
                cwd=sandbox.here,
                env=environment,
                capture_output=True,
                text=True,
                timeout=_TOO_LONG_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return [f"no answer within {_TOO_LONG_SECONDS} s"], 0, float(_TOO_LONG_SECONDS)
        seconds = time.perf_counter() - begin
        changed = len(set(before) ^ set(sandbox.state()))
        found = complaints(attack, done.returncode, done.stdout, done.stderr)
        return [*found, *(["the sandbox has changed"] if changed else [])], changed, seconds


if __name__ == "__main__":
    sys.exit(main())
