"""The first Ctrl-C, TERM or HUP asks for an end after what is running; the second one ends at once.

On a terminal Ctrl-C goes to all processes of a command at once. It is meant for the one that was called: the others do
not hear it, not even in the tenths of a second before they can say that they ignore it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_STOPPING = b"stopping: what is running is finished first; interrupt again to stop at once\n"
_STANDARD_ERROR = 2


@contextmanager
def gentle_interrupts() -> Iterator[Callable[[], bool]]:
    """Yield a function that tells whether somebody has asked for an end; a second request raises `KeyboardInterrupt`.

    A signal that is ignored, as `nohup` asks for, or that nobody takes care of is left as it is, and so are all of them
    outside the main thread, where none can be taken.
    """
    asked: list[int] = []

    def take(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        if len(asked) > 1:
            raise KeyboardInterrupt
        with contextlib.suppress(OSError):  # print could be interrupted by itself here
            os.write(_STANDARD_ERROR, _STOPPING)

    before = {}
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and callable(signal.getsignal(number)):
                before[number] = signal.signal(number, take)
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def unheard_by_children() -> Iterator[None]:
    """Let processes that are started here begin without hearing an end asked for; for this one it waits so long."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ends = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    try:
        # Python's own helper, which comes with the first process, lets some signals through again when it has started.
        ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, ends)
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
