"""Loaded by a test's workers when they start (`dask worker --preload`): makes them slow, clumsy, deadly or of another
version.

Each writes down what it computed in a file named by its process, so that tests know who worked.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import sim
from sim import replication as replication_module
from sim.results import worker

SECONDS = float(os.environ.get("TEST_SECONDS", "0"))
RAISING = int(os.environ.get("TEST_RAISING", "-1"))
DEADLY = int(os.environ.get("TEST_DEADLY", "-1"))
sim.MODEL_VERSION = int(os.environ.get("TEST_MODEL", sim.MODEL_VERSION))


class CannotTravelError(Exception):
    """Cannot be pickled."""

    def __reduce__(self):
        """Refuse."""
        raise TypeError


def replicate_as_told(scenario, replication, *, keep_visits):
    """Compute a replication after a while, or die of it."""
    if replication == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    if replication == RAISING:
        raise CannotTravelError("on purpose")
    time.sleep(SECONDS)
    with Path(os.environ["TEST_LOG"], str(os.getpid())).open("a", encoding="ascii") as log:
        log.write(f"{replication}\n")
    return replication_module.replicate(scenario, replication, keep_visits=keep_visits)


worker.replicate = replicate_as_told
