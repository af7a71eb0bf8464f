"""Replications on a pool of processes: each is stored by the process that ran it, so nothing finished is ever lost.

A process that dies takes only its own replication with it: the pool is made anew, and a replication that was running
then is tried twice more alone before it is named as failed. An exception is not retried, for it would come again.
"""

from __future__ import annotations

import ctypes
import os
import signal
import threading
import time
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import TYPE_CHECKING

from sim.results.attempt import attempt
from sim.results.disk_space import check_space
from sim.results.interrupts import unheard_by_children
from sim.results.limits import limit_memory
from sim.results.parcel import opened
from sim.results.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from sim.results.outcome import Outcome
    from sim.results.progress import ReplicationProgress
    from sim.scenario import Scenario

_TRIES_ALONE = 2


def run_here(
    scenario: Scenario,
    results_dir: Path,
    todo: list[int],
    keep_visits: set[int],
    interrupted: Callable[[], bool],
    outcome: Outcome,
    progress: ReplicationProgress,
) -> None:
    """Run and store the replications in `todo`, one after another, in this process, until `interrupted`."""
    store = Store(results_dir, scenario.key)
    for number, replication in enumerate(todo):
        if interrupted():
            raise KeyboardInterrupt
        if number == 1:
            check_space(store, todo[1:], keep_visits)
        failure = attempt(scenario, store, replication, keep_visits=replication in keep_visits)
        outcome.note(replication, failure)
        progress.advance(is_failed=bool(failure))


def run_in_processes(
    parcel: Path,
    scenario: Scenario,
    results_dir: Path,
    todo: list[int],
    keep_visits: set[int],
    workers: int,
    interrupted: Callable[[], bool],
    outcome: Outcome,
    progress: ReplicationProgress,
) -> None:
    """Run the replications in `todo` on so many processes; when `interrupted`, wait for those that are running.

    The scenario lies in the parcel too, from which each process takes it.
    """
    # The processes may have been started when the caller stood in another folder.
    results_dir = results_dir.absolute()
    waiting, tries = list(reversed(todo)), dict.fromkeys(todo, 0)
    suspects: list[int] = []
    is_size_known = False
    while (waiting or suspects) and not interrupted():
        alone = not waiting
        running: dict[Future[str | None], int] = {}
        size = 1 if alone else workers
        queue = suspects if alone else waiting
        try:
            pool = _processes.take(size, scenario.run.worker_memory_mb)
            while running or (queue and not interrupted()):
                while queue and not interrupted() and len(running) < (1 if alone else 2 * workers):
                    # It leaves the queue only when the pool has taken it: one that is broken takes nothing.
                    with unheard_by_children():
                        task = pool.submit(_work, parcel, results_dir, queue[-1], queue[-1] in keep_visits)
                    running[task] = queue[-1]
                    queue.pop()
                for future in _next_ended(running, interrupted):
                    _note(future.result(), running.pop(future), outcome, progress)
                if outcome.computed and not is_size_known:
                    is_size_known = True
                    check_space(Store(results_dir, scenario.key), [*queue, *running.values()], keep_visits)
        except BrokenProcessPool:
            for future, replication in running.items():
                if _is_well_ended(future):
                    _note(future.result(), replication, outcome, progress)
                    continue
                tries[replication] += 1
                if tries[replication] > _TRIES_ALONE:
                    _note("its process was killed three times (out of memory?)", replication, outcome, progress)
                else:
                    suspects.append(replication)
            _processes.end(kill=True)
        except KeyboardInterrupt:
            _processes.end(kill=True)
            raise
        except BaseException:
            _processes.end()
            raise
    if interrupted():
        _processes.end()


def _is_well_ended(future: Future[str | None]) -> bool:
    """Whether a replication had ended before its pool broke: it is none of those that may have broken it."""
    return future.done() and not future.cancelled() and future.exception() is None


def _note(failure: str | None, replication: int, outcome: Outcome, progress: ReplicationProgress) -> None:
    """Count what ended; None stands for one that was not begun, because an interrupt came before its process had."""
    if failure is not None:
        outcome.note(replication, failure)
        progress.advance(is_failed=bool(failure))


def _next_ended(running: dict[Future[str | None], int], interrupted: Callable[[], bool]) -> set[Future[str | None]]:
    """Wait for the next that ends; tell the processes of an interrupt, so that they begin with nothing new."""
    while running:
        ended = wait(running, timeout=_LOOK_SECONDS, return_when=FIRST_COMPLETED).done
        if interrupted():
            _processes.begin_nothing_new()
        if ended:
            return ended
    return set()


class _Process(SpawnProcess):
    """A process of the pool. It ignores being asked to end, so where Python would ask and wait it is killed."""

    def terminate(self) -> None:
        """Kill it: when a pool breaks the others are ended so, and whoever ends the program waits for that."""
        self.kill()


class _Spawn(SpawnContext):
    """The same start method everywhere, whose processes can be ended."""

    Process = _Process


class _Processes:
    """The processes that run replications, kept for the next scenario: a study may simulate a hundred of them."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._made_for: tuple[int, int | None] = (0, None)
        self._others: set[BaseProcess] = set()
        self._stop: ctypes.c_bool | None = None

    def take(self, size: int, memory_mb: int | None) -> ProcessPoolExecutor:
        """Return a pool of so many processes that may have so much memory each."""
        if self._pool is None or self._made_for != (size, memory_mb):
            self.end()
            self._others = set(active_children())
            spawn = _Spawn()
            # Without a lock: a process that is killed must not take it along.
            self._stop = spawn.RawValue(ctypes.c_bool, False)
            with unheard_by_children():
                self._pool = ProcessPoolExecutor(
                    size, spawn, initializer=_begin, initargs=(os.getpid(), memory_mb, self._stop)
                )
            self._made_for = size, memory_mb
        return self._pool

    def begin_nothing_new(self) -> None:
        """Let the processes finish what they run and give back what waits with them."""
        if self._stop is not None:
            self._stop.value = True

    def end(self, *, kill: bool = False) -> None:
        """End the processes; with `kill` at once.

        They ignore being terminated, and where one was killed the others may wait forever for a task, with a lock that
        the killed one held.
        """
        pool, self._pool = self._pool, None
        if pool is None:
            return
        if kill:
            for process in set(active_children()).difference(self._others):
                process.kill()
        pool.shutdown(wait=True, cancel_futures=True)


_processes = _Processes()
#: How often a look is taken at whether somebody has asked for an end.
_LOOK_SECONDS = 0.2


_stop: ctypes.c_bool | None = None


def _begin(parent: int, memory_mb: int | None, stop: ctypes.c_bool) -> None:
    """Leave interrupts to the parent, keep to the memory allowed, and end when the parent is gone."""
    global _stop  # noqa: PLW0603 (how the parent says that nothing new is to be begun)
    _stop = stop
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    limit_memory(memory_mb)


def _work(parcel: Path, results_dir: Path, replication: int, keep_visits: bool) -> str | None:
    """Return what `attempt` says, or None where it was not begun because of an interrupt."""
    if _stop is not None and _stop.value:
        return None
    scenario = opened(parcel)
    return attempt(scenario, Store(results_dir, scenario.key), replication, keep_visits=keep_visits)
