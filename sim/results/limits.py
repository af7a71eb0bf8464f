"""Limits of one replication, in time and in memory: what passes them is named as failed, and the others go on."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

try:
    import resource
except ImportError:  # Windows has no such limits; the border refuses them there
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

#: Whether this system can hold a process to limits.
ARE_KEPT_HERE = resource is not None and hasattr(signal, "setitimer")
_MEGABYTE = 1_000_000


class OverTimeError(Exception):
    """A replication took longer than it may."""


@contextmanager
def time_limit(minutes: float | None) -> Iterator[None]:
    """Raise `OverTimeError` in the main thread of this process where the block takes longer than it may."""
    if minutes is None:
        yield
        return

    def expire(_number: int, _frame: FrameType | None) -> None:
        raise OverTimeError(f"it took longer than run.replication_timeout_minutes = {minutes:g}")

    before = signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, minutes * 60)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def limit_memory(megabytes: int | None) -> None:
    """Let this process have no more memory of its own than so much; who asks for more gets a `MemoryError`.

    What is counted is what it writes to: libraries, which all processes share, are not.
    """
    if megabytes is not None:
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))
