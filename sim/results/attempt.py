"""One replication computed and stored in the process at hand, within its limits."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from sim.errors import OfficeSimError
from sim.replication import replicate
from sim.results.limits import time_limit
from sim.results.outcome import in_words

if TYPE_CHECKING:
    from sim.results.store import Store
    from sim.scenario import Scenario


def attempt(scenario: Scenario, store: Store, replication: int, *, keep_visits: bool) -> str:
    """Compute a replication and store it; return why it failed, in words, or nothing where it did not.

    Trouble with the disk is the whole run's and is raised. Whatever else goes wrong would go wrong again, so it is
    named and not tried twice. It is told in words, since not every exception survives the way to another process.
    """
    try:
        with time_limit(scenario.run.replication_timeout_minutes):
            result = replicate(scenario, replication, keep_visits=keep_visits)
        # Visits first: a replication whose counts are stored has all that it was asked for.
        if result.visits is not None:
            store.write(replication, "visits", result.visits)
        store.write(replication, "counts", result.counted)
    except OfficeSimError:
        raise
    except Exception as error:  # noqa: BLE001 (named in the manifest, exit code 3)
        store.note_failure(replication, _report(scenario, store, replication))
        limit = scenario.run.worker_memory_mb
        if isinstance(error, MemoryError) and limit is not None:
            return f"it needed more memory than run.worker_memory_mb = {limit:,}"
        return in_words(error)
    store.forget_failure(replication)
    return ""


def _report(scenario: Scenario, store: Store, replication: int) -> str:
    head = f"Replication {replication} of {store.folder.name}, seed {scenario.run.seed}."
    return f"{head} The command that failed tries it again.\n\n{traceback.format_exc()}"
