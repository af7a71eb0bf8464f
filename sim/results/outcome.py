"""What came of the replications that were to be run: which are stored now, and which failed for which reason."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    """What a call of `run_missing` did: replications computed now, and those that failed with the reason."""

    computed: list[int] = field(default_factory=list)
    failed: dict[int, str] = field(default_factory=dict)

    def note(self, replication: int, failure: str) -> None:
        """Count a replication that was stored, or name one that failed and why."""
        if failure:
            self.failed[replication] = failure
        else:
            self.computed.append(replication)


def in_words(error: Exception) -> str:
    """Say why a replication failed."""
    return f"{type(error).__name__}: {error}"
