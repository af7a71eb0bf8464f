"""office-sim with one replication that does harm: `POISON` is raise, kill, hang or eat, `POISONED` its number.

Processes of the pool read this file too, so the harm is done where replications run.
"""

from __future__ import annotations

import os
import signal
import sys
import time

import numpy as np

from sim.__main__ import main
from sim.results import attempt

_as_it_is = attempt.replicate


def _replicate(scenario, replication, *, keep_visits):
    if str(replication) == os.environ.get("POISONED"):
        _do_harm(os.environ["POISON"])
    return _as_it_is(scenario, replication, keep_visits=keep_visits)


def _do_harm(poison: str) -> None:
    if poison == "raise":
        raise ZeroDivisionError("on purpose")
    if poison == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if poison == "hang":
        time.sleep(3600)
    eaten = []
    while poison == "eat":
        eaten.append(np.ones(10_000_000))


attempt.replicate = _replicate

if __name__ == "__main__":
    sys.exit(main())
