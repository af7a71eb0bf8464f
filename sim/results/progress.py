"""How far a run is: a bar on a terminal, plain lines in a pipe, both on standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from types import TracebackType


class ReplicationProgress:
    """Counts finished replications in front of the user: of `total`, with `stored_before` from earlier runs.

    One that failed is not finished: how many failed is said beside it.
    """

    def __init__(self, title: str, total: int, done: int = 0) -> None:
        self.total, self.stored_before = total, done
        self._title, self._done, self._failed = title, done, 0
        self._bar: Progress | None = None
        if sys.stderr.isatty():
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("replications"),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task(title, total=total, completed=done)

    def __enter__(self) -> Self:
        """Show the bar."""
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def advance(self, *, is_failed: bool = False) -> None:
        """One more replication is stored, or has failed."""
        self._failed += is_failed
        self._done += not is_failed
        failed = f", {self._failed} failed" if self._failed else ""
        ended = self._done + self._failed
        if self._bar is not None:
            self._bar.update(self._task, completed=self._done, description=f"{self._title}{failed}")
        elif ended == self.total or ended % max(1, self.total // 5) == 0:
            print(f"{self._title}: {self._done} of {self.total} replications{failed}", file=sys.stderr, flush=True)
