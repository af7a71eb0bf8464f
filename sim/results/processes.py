"""Replications on a pool of processes: each is stored by the process that ran it, so nothing finished is ever lost.

A process that dies takes only its own replication with it: the pool is made anew, and a replication that was running
then is tried twice more alone before it is named as failed. An exception is not retried, for it would come again.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context
from typing import TYPE_CHECKING

from sim.replication import replicate
from sim.results.store import Store

if TYPE_CHECKING:
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
    outcome: Outcome,
    progress: ReplicationProgress,
) -> None:
    """Run and store the replications in `todo`, one after another, in this process."""
    store = Store(results_dir, scenario.key)
    for replication in todo:
        task: Future[None] = Future()
        try:
            _compute(scenario, store, replication, replication in keep_visits)
            task.set_result(None)
        except Exception as error:  # noqa: BLE001 (named in the manifest, exit code 3)
            task.set_exception(error)
        outcome.note(task, replication)
        progress.advance()


def run_in_processes(
    scenario: Scenario,
    results_dir: Path,
    todo: list[int],
    keep_visits: set[int],
    workers: int,
    outcome: Outcome,
    progress: ReplicationProgress,
) -> None:
    """Run the replications in `todo` on so many processes; on an interrupt wait for those that are running."""
    waiting, tries = list(reversed(todo)), dict.fromkeys(todo, 0)
    suspects: list[int] = []
    while waiting or suspects:
        alone = not waiting
        running: dict[Future[None], int] = {}
        size = 1 if alone else workers
        queue = suspects if alone else waiting
        try:
            pool = _processes.take(size)
            while queue or running:
                while queue and len(running) < (1 if alone else 2 * workers):
                    # It leaves the queue only when the pool has taken it: one that is broken takes nothing.
                    running[pool.submit(_work, scenario, results_dir, queue[-1], queue[-1] in keep_visits)] = queue[-1]
                    queue.pop()
                ended, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in ended:
                    outcome.note(future, running[future])
                    del running[future]
                    progress.advance()
        except BrokenProcessPool:
            for replication in running.values():
                tries[replication] += 1
                if tries[replication] > _TRIES_ALONE:
                    outcome.failed[replication] = "its process was killed three times (out of memory?)"
                else:
                    suspects.append(replication)
            _processes.end(kill=True)
        except KeyboardInterrupt:
            print("stopping: what is running is finished first; interrupt again to stop at once", file=sys.stderr)
            for future in running:
                future.cancel()
            finished = wait([future for future in running if not future.cancelled()]).done
            outcome.computed += [running[future] for future in finished if future.exception() is None]
            _processes.end()
            raise
        except BaseException:
            _processes.end()
            raise


class _Processes:
    """The processes that run replications, kept for the next scenario: a study may simulate a hundred of them."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._size = 0
        self._others: set[BaseProcess] = set()

    def take(self, size: int) -> ProcessPoolExecutor:
        """Return a pool of so many processes."""
        if self._pool is None or self._size != size:
            self.end()
            self._others = set(active_children())
            self._pool = ProcessPoolExecutor(size, get_context("spawn"), initializer=_begin, initargs=(os.getpid(),))
            self._size = size
        return self._pool

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


def _begin(parent: int) -> None:
    """Leave interrupts to the parent, and end when the parent is gone."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


_here: tuple[Scenario, Store] | None = None


def _work(scenario: Scenario, results_dir: Path, replication: int, keep_visits: bool) -> None:
    global _here  # noqa: PLW0603 (what a process works out of a scenario serves all its replications)
    store = Store(results_dir, scenario.key)
    if _here is None or _here[1].folder != store.folder:
        _here = scenario, store
    _compute(*_here, replication, keep_visits)


def _compute(scenario: Scenario, store: Store, replication: int, keep_visits: bool) -> None:
    result = replicate(scenario, replication, keep_visits=keep_visits)
    # Visits first: a replication whose counts are stored has all that it was asked for.
    if result.visits is not None:
        store.write(replication, "visits", result.visits)
    store.write(replication, "counts", result.counted)
