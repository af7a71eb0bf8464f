"""A real Dask cluster on this machine: a scheduler and workers, each a process of its own, on ports that are free."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from sim.config import load
from sim.studies.simulate import simulate
from tests.faults.command import ROOT, start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sim.studies.simulate import Simulated

WORKER = Path(__file__).parent / "on_a_worker.py"
REPLICATIONS = 12
KEYS = [f"run.replications={REPLICATIONS}", "run.weeks=4", "output.report=false"]


class Loopback:
    """The processes of a cluster; all of them end with the test."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.log.mkdir()
        self.address = ""
        #: How long a run waits for scheduler and workers: long, but where a test is of giving up.
        self.patience_seconds = 20
        self.scheduler: subprocess.Popen[str] | None = None
        self.workers: list[subprocess.Popen[str]] = []
        self._started: list[subprocess.Popen[str]] = []
        self._environment = {"TEST_LOG": str(self.log), **environment}

    def start_scheduler(self, port: int = 0) -> None:
        """Start one on a free port, or on a port it had before, and wait until it says where it is."""
        told = self.folder / f"scheduler-{len(self._started)}.json"
        self.scheduler = self._start("scheduler", "--port", str(port), "--scheduler-file", str(told))
        deadline = time.monotonic() + 30
        while not told.is_file() or not told.read_text(encoding="utf-8").endswith("}"):
            assert self.scheduler.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.02)
        self.address = json.loads(told.read_text(encoding="utf-8"))["address"]

    def start_worker(self, nanny: str = "--no-nanny", **environment: str) -> subprocess.Popen[str]:
        """Start one of one thread; it joins within two seconds or so."""
        own = self.folder / f"worker-{len(self._started)}"
        arguments = ("--nthreads", "1", "--preload", str(WORKER), "--local-directory", str(own))
        worker = self._start("worker", self.address, nanny, *arguments, **environment)
        self.workers.append(worker)
        return worker

    def start_bare_worker(self) -> None:
        """Start one where office-sim is not installed; that of this checkout stands on no path there."""
        hidden = self.folder / "hidden"
        hidden.mkdir()
        (hidden / "sim.py").write_text("raise ImportError('No module named sim')")
        self._start("worker", self.address, "--no-nanny", "--nthreads", "1", PYTHONPATH=str(hidden))

    def _start(self, kind: str, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        with (self.folder / "said.txt").open("a", encoding="utf-8") as said:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    f"distributed.cli.dask_{kind}",
                    *arguments,
                    "--no-dashboard",
                    "--host",
                    "127.0.0.1",
                ],
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), **self._environment, **environment},
                stdout=said,
                stderr=said,
                text=True,
                start_new_session=True,
            )
        self._started.append(process)
        return process

    @property
    def said(self) -> str:
        """What scheduler and workers said."""
        return (self.folder / "said.txt").read_text(encoding="utf-8")

    @property
    def joined(self) -> int:
        """How many workers have joined so far."""
        return self.said.count("Registered to:")

    @property
    def worked(self) -> dict[int, list[int]]:
        """What each worker computed, by its process."""
        return {int(log.name): [int(line) for line in log.read_text().split()] for log in self.log.iterdir()}

    @property
    def computed(self) -> list[int]:
        """What all of them computed."""
        return sorted(chain.from_iterable(self.worked.values()))

    def kill(self, process: subprocess.Popen[str]) -> None:
        """Kill a process and what it started, as a power cut would."""
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end(self) -> None:
        """Leave nothing behind."""
        for process in self._started:
            self.kill(process)

    def command(self, folder: Path) -> subprocess.Popen[str]:
        """Start office-sim on this cluster, as a user does."""
        return start(
            ["scenario=small_office", *KEYS, "run.executor=dask", f"run.scheduler={self.address}"],
            folder,
            DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT=f"{self.patience_seconds}s",
        )

    def simulate(self, folder: Path) -> Simulated:
        """Do in this process what the command does before it makes tables."""
        import dask
        import distributed  # noqa: F401 (adds its defaults to the configuration, which must not be taken back)

        places = ["run.executor=dask", f"run.scheduler={self.address}", f"results_dir={folder / 'results'}"]
        with dask.config.set({"distributed.comm.timeouts.connect": f"{self.patience_seconds}s"}):
            return simulate(load("small_office", [*KEYS, *places]))


@contextmanager
def meanwhile(*steps: Callable[[], object]) -> Iterator[None]:
    """Take these steps, one after another, while the block runs."""
    with ThreadPoolExecutor(1) as thread:
        taken = [thread.submit(step) for step in steps]
        yield
        for step in taken:
            step.result()


def stored(folder: Path) -> list[str]:
    """Names of all stored files, each of which holds the hash of its content."""
    return sorted(path.name for path in folder.glob("results/.store/*/*.npz"))


def wait_until(reached: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def counts(folder: Path) -> int:
    """How many replications are stored."""
    return len([name for name in stored(folder) if ".counts." in name])
