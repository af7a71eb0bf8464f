"""What came of the replications that were to be run: which are stored now, and which failed for which reason."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.errors import OfficeSimError

if TYPE_CHECKING:
    from concurrent.futures import Future


@dataclass(slots=True)
class Outcome:
    """What a call of `run_missing` did: replications computed now, and those that failed with the reason."""

    computed: list[int] = field(default_factory=list)
    failed: dict[int, str] = field(default_factory=dict)

    def note(self, task: Future[None], replication: int) -> None:
        """Count a finished replication, or name a failed one; trouble with the disk or the pool is the whole run's."""
        try:
            task.result()
        except (OfficeSimError, BrokenExecutor):
            raise
        except Exception as error:  # noqa: BLE001 (named in the manifest, exit code 3)
            self.failed[replication] = in_words(error)
        else:
            self.computed.append(replication)


def in_words(error: Exception) -> str:
    """Say why a replication failed."""
    return f"{type(error).__name__}: {error}"
