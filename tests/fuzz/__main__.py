"""The fuzz lane: python -m tests.fuzz [RUNS] [SEED]. Mutates good scenarios and command lines, and runs what is left.

Prints each kind of fault with the shortest input that showed it, and one line of counts; exit code 1 if there was any.
"""

from __future__ import annotations

import faulthandler
import sys

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.mutations import arguments, mutated_data, mutated_text, written
from tests.fuzz.trial import Tally, attempt

_RUNS = 3_000
_HANGS_SECONDS = 120


def main(given_arguments: list[str]) -> int:
    runs = int(given_arguments[0]) if given_arguments else _RUNS
    begin = int(given_arguments[1]) if len(given_arguments) > 1 else 1
    tally = Tally()

    def fuzz(strategy, share, trial) -> None:
        lane = settings(
            max_examples=max(1, int(runs * share)),
            derandomize=False,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        lane(seed(begin)(given(strategy)(trial)))()

    def of_data(data: dict) -> None:
        _watched(tally, [], written(data))

    def of_text(text: str) -> None:
        _watched(tally, [], text)

    def of_arguments(line: list[str]) -> None:
        _watched(tally, line)

    fuzz(mutated_data(), 0.6, of_data)
    fuzz(mutated_text(), 0.2, of_text)
    fuzz(arguments(), 0.2, of_arguments)
    for fault, shortest in tally.faults.items():
        print(f"--- {fault}\n{shortest[:3000]}\n")
    print(tally)
    return 1 if tally.faults else 0


def _watched(tally: Tally, line: list[str], scenario: str | None = None) -> None:
    """Try an input; what hangs is shown with its stack and ended."""
    faulthandler.dump_traceback_later(_HANGS_SECONDS, exit=True)
    attempt(tally, line, scenario)
    faulthandler.cancel_dump_traceback_later()
    if tally.runs % 500 == 0:
        print(tally, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
