"""Replications on a Dask cluster that is there already: its workers compute, this process alone writes the store.

Workers need no disk in common with this process: a replication comes back as the bytes that a process here would have
stored. The scenario travels to each worker once. Whatever is lost on the way, be it a worker, the connection or the
scheduler, costs only what was not back yet; that is handed out again, by this command or by the same one run later.
"""

from __future__ import annotations

import logging
import sys
import time
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import dask
from dask.utils import parse_timedelta
from distributed import Client, KilledWorker, Security

import sim
from sim.errors import OfficeSimError, RunFailedError
from sim.results.outcome import in_words
from sim.results.store import Store
from sim.results.worker import compute, differences, versions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sim.results.outcome import Outcome
    from sim.results.progress import ReplicationProgress
    from sim.results.worker import Answer
    from sim.scenario import Scenario

#: Replications handed out for each worker: one that runs, and one that waits for it to end.
_HANDED_OUT_PER_WORKER = 2
#: How often a look is taken at who has come and gone.
_LOOK_SECONDS = 1.0
#: A connection that is lost so often with nothing finished in between is not tried again.
_MOST_LOSSES = 3


class _LostError(Exception):
    """The connection, the scheduler or the scenario on the workers is gone; what was handed out is handed out anew."""


def run_on_cluster(
    scenario: Scenario,
    results_dir: Path,
    todo: list[int],
    keep_visits: set[int],
    outcome: Outcome,
    progress: ReplicationProgress,
) -> None:
    """Have the replications in `todo` run by the workers of `run.scheduler`, and store each as it comes back."""
    work = _Work(scenario, Store(results_dir, scenario.key), keep_visits, outcome, progress, list(reversed(todo)))
    address = scenario.run.scheduler or ""
    losses, before = 0, 0
    while work.is_left:
        try:
            with _connected(address, work) as client:
                _hand_out(client, address, work)
        except _LostError as loss:
            losses = losses + 1 if len(outcome.computed) == before else 1
            before = len(outcome.computed)
            if losses >= _MOST_LOSSES:
                raise RunFailedError(f"the cluster at {address} was lost {losses} times: {work.stored}") from loss
            print(f"what ran on the cluster at {address} was lost; it is handed out again", file=sys.stderr)


@dataclass(slots=True)
class _Work:
    """What is to be done still; `suspects` were running on workers that died, and are tried once more alone."""

    scenario: Scenario
    store: Store
    keep_visits: set[int]
    outcome: Outcome
    progress: ReplicationProgress
    waiting: list[int]
    suspects: list[int] = field(default_factory=list)
    tried_alone: set[int] = field(default_factory=set)
    planned: int = 0

    def __post_init__(self) -> None:
        self.planned = len(self.waiting)

    @property
    def is_left(self) -> bool:
        """Whether anything is to be handed out."""
        return bool(self.waiting or self.suspects)

    @property
    def stored(self) -> str:
        """How far it came, and what to do."""
        done = len(self.outcome.computed)
        return f"{done} of {self.planned} missing replications are stored; the same command goes on"

    def take(self, task: Future[Answer], replication: int) -> None:
        """Store what came back, or note why nothing did."""
        try:
            found = task.result()
        except CancelledError as error:
            self.waiting.append(replication)
            raise _LostError from error
        except KilledWorker as error:
            # What waited beside a deadly replication died with it, every time: alone, each shows what it is.
            if replication not in self.tried_alone:
                self.suspects.append(replication)
                return
            self.outcome.failed[replication] = f"every worker that ran it was killed, out of memory? ({error})"
        except ImportError as error:
            raise _no_program("a worker", error, self.stored) from error
        except Exception as error:  # noqa: BLE001 (named in the manifest, exit code 3)
            self.outcome.failed[replication] = in_words(error)
        else:
            self._keep(found, replication)
        self.progress.advance(is_failed=replication in self.outcome.failed)

    def _keep(self, found: Answer, replication: int) -> None:
        if found.refusal:
            raise RunFailedError(found.refusal)
        if found.failure:
            self.outcome.failed[replication] = found.failure
            return
        # Visits first: a replication whose counts are stored has all that it was asked for.
        for kind in sorted(found.files, reverse=True):
            self.store.write_packed(replication, kind, found.files[kind])
        self.outcome.computed.append(replication)


def _hand_out(client: Client, address: str, work: _Work) -> None:
    """Keep the workers busy until all is done; results come back through the interface of `concurrent.futures`."""
    _check_workers(client, address, work)
    shipped = _ship(client, work.scenario)
    executor = client.get_executor(pure=False)
    running: dict[Future[Answer], int] = {}
    crew = _Crew(client, address)

    def submit(replication: int) -> None:
        keep_visits = replication in work.keep_visits
        running[executor.submit(compute, shipped, replication, keep_visits, versions())] = replication

    try:
        while work.is_left or running:
            workers = crew.workers(work, waited_for=bool(running))
            while work.waiting and len(running) < _HANDED_OUT_PER_WORKER * workers:
                submit(work.waiting.pop())
            if work.suspects and not running:
                work.tried_alone.add(work.suspects[-1])
                submit(work.suspects.pop())
            _take_ended(running, work, _LOOK_SECONDS)
    except BaseException:
        with suppress(_LostError, OfficeSimError):
            _take_ended(running, work, 0)
        raise
    finally:
        work.waiting += running.values()


def _take_ended(running: dict[Future[Answer], int], work: _Work, seconds: float) -> None:
    """Wait for the next that ends, and store all that ended before a loss is told."""
    if not running:
        time.sleep(seconds)  # nobody is there to work
    loss = None
    for task in wait(running, timeout=seconds, return_when=FIRST_COMPLETED).done:
        try:
            work.take(task, running.pop(task))
        except _LostError as error:
            loss = error
    if loss is not None:
        raise loss


class _Crew:
    """Who is there to work: workers join and leave while replications run."""

    def __init__(self, client: Client, address: str) -> None:
        self._client = client
        self._address = address
        self._workers = 0
        self._looked = -_LOOK_SECONDS
        self._manned = self._busy = time.monotonic()

    def workers(self, work: _Work, *, waited_for: bool) -> int:
        """Return how many there are; give up when nobody has been there, or nobody busy, for long."""
        now = time.monotonic()
        if now - self._looked < _LOOK_SECONDS:
            return self._workers
        if self._client.status != "running":
            raise _LostError
        try:
            self._workers = len(self._client.nthreads())
            busy = any(self._client.processing().values())
        except OSError as error:
            raise _LostError from error
        self._looked = now
        if self._workers:
            self._manned = now
        elif now - self._manned > patience_seconds():
            raise RunFailedError(f"no worker is left at the scheduler {self._address}: {work.stored}")
        if busy or not waited_for or not self._workers:
            self._busy = now
        elif now - self._busy > patience_seconds():
            raise _LostError  # an answer that is waited for and that nobody works on has gone astray
        return self._workers


@contextmanager
def _connected(address: str, work: _Work) -> Iterator[Client]:
    """Connect to the scheduler, for as long as there is patience; Dask's own log would say it all a second time."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    client = None
    try:
        try:
            _check_encryption(address)
            client = _EndingClient(address, timeout=patience_seconds(), set_as_default=False)
        except (OSError, TypeError, ValueError, RuntimeError) as error:
            reason = str(error).partition("\n")[0] or type(error).__name__
            raise RunFailedError(f"the scheduler at {address} cannot be reached ({reason}): {work.stored}") from error
        yield client
    finally:
        if client is not None:
            client.end()
        logging.disable(before)


class _EndingClient(Client):
    """A client that ends: one left half open waits, when the program ends, for a thread that is gone by then."""

    def __init__(self, address: str, **settings: object) -> None:
        try:
            super().__init__(address, **settings)
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        """Close the connection, or give it up."""
        try:
            with suppress(OSError, AssertionError):
                self.close(timeout=2)
        finally:
            self.status = "closed"


def _check_encryption(address: str) -> None:
    """Refuse an address that Dask's own configuration has no certificates for, or allows only with them."""
    settings = Security().get_connection_args("client")
    if address.startswith("tls:") and settings["ssl_context"] is None:
        raise ValueError("Dask's configuration names no certificates, see docs/cluster.md")
    if address.startswith("tcp:") and settings["require_encryption"]:
        raise ValueError("Dask's configuration requires encryption, so write tls://")


def _check_workers(client: Client, address: str, work: _Work) -> None:
    """Wait for the first worker, and refuse any whose versions differ from those here."""
    try:
        client.wait_for_workers(1, timeout=patience_seconds())
    except TimeoutError as error:
        raise RunFailedError(f"the scheduler at {address} has no workers: {work.stored}") from error
    try:
        found = client.run(versions, on_error="return")
    except OSError as error:
        raise _LostError from error
    for worker, theirs in sorted(found.items()):
        if isinstance(theirs, OSError):
            continue  # it went while it was asked
        if isinstance(theirs, Exception):
            raise _no_program(f"worker {worker}", theirs, work.stored)
        refusal = differences(worker, theirs, versions())
        if refusal:
            raise RunFailedError(refusal)


def _no_program(worker: str, error: Exception, stored: str) -> RunFailedError:
    return RunFailedError(f"{worker} has no office-sim {sim.__version__} that it can load ({error}): {stored}")


def _ship(client: Client, scenario: Scenario) -> Future[Scenario]:
    """Send the scenario to every worker that is there; one that joins later gets it from another worker."""
    try:
        shipped: Future[Scenario] = client.scatter(scenario, broadcast=True, hash=False)
    except (OSError, CancelledError) as error:
        raise _LostError from error
    return shipped


def patience_seconds() -> float:
    """How long to wait for a scheduler or a worker: Dask's own `distributed.comm.timeouts.connect`, 30 s by default."""
    setting = dask.config.get("distributed.comm.timeouts.connect")
    try:
        return float(parse_timedelta(setting))
    except (KeyError, TypeError, ValueError) as error:
        name = "distributed.comm.timeouts.connect"
        raise RunFailedError(f"Dask's setting {name} is {setting}; write a number of seconds, as in 30s") from error
