"""How far a run is: a bar on a terminal, plain lines in a pipe, both on standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from types import TracebackType


class ReplicationProgress:
    """Counts finished replications in front of the user: of `total`, with `stored_before` from earlier runs."""

    def __init__(self, title: str, total: int, done: int = 0) -> None:
        self.total, self.stored_before = total, done
        self._title, self._done = title, done
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

    def advance(self) -> None:
        """One more replication is stored."""
        self._done += 1
        if self._bar is not None:
            self._bar.advance(self._task)
        elif self._done == self.total or self._done % max(1, self.total // 5) == 0:
            print(f"{self._title}: {self._done} of {self.total} replications", file=sys.stderr, flush=True)
