"""Rules of where replications run: a cluster has an address that the user states, and a package that knows it."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING

from sim.quantities import SCHEDULER_PATTERN
from sim.results.limits import ARE_KEPT_HERE

if TYPE_CHECKING:
    from sim.config.findings import Findings

_EXAMPLE = "run.executor=dask run.scheduler=tcp://127.0.0.1:8786"
_HIGHEST_PORT = 65_535


def check_executor(findings: Findings) -> None:
    """Hold the executor and the scheduler's address together, and both to the command line.

    A scheduler is believed: what it sends is unpickled, which can run code. So a scenario file, which may come from
    anybody, must not choose one.
    """
    for key in ("executor", "scheduler"):
        file = findings.scenario_file_with(("run", key))
        if file:
            findings.blame(
                ("run", key),
                f"may not stand in {file}, because a cluster that somebody else chose could run code here",
                allowed="on the command line, or in a file of conf/run",
                fix=f"take it out, and run with {_EXAMPLE}",
            )
            return
    executor, scheduler = findings.value("run", "executor"), findings.value("run", "scheduler")
    if scheduler is not None and executor in (None, "processes"):
        findings.blame(("run", "scheduler"), "is used by run.executor=dask only", fix=_EXAMPLE)
    elif executor == "dask" and scheduler is None:
        findings.blame(("run", "executor"), "needs the address of a Dask scheduler that is running", fix=_EXAMPLE)
    elif executor == "dask" and find_spec("distributed") is None:
        findings.blame(
            ("run", "executor"),
            "needs the package distributed, which is not installed",
            fix="pip install 'office-sim[cluster]'",
        )
    elif isinstance(scheduler, str) and not _is_address(scheduler):
        findings.blame(
            ("run", "scheduler"),
            "is not the address of a scheduler",
            allowed=f"tcp://HOST:PORT or tls://HOST:PORT, with a port from 1 to {_HIGHEST_PORT:,}",
            fix=_EXAMPLE,
        )


def check_limits(findings: Findings) -> None:
    """Refuse limits that would not be kept: on a cluster, whose workers have limits of their own, or on Windows."""
    for key in ("replication_timeout_minutes", "worker_memory_mb"):
        if findings.value("run", key) is None:
            continue
        if findings.value("run", "executor") == "dask":
            findings.blame(
                ("run", key),
                "is kept by run.executor=processes only",
                fix="give Dask's workers their own limit, for example --memory-limit",
            )
        elif not ARE_KEPT_HERE:
            findings.blame(("run", key), "cannot be kept on this system", allowed="Linux, or leave it out")


def _is_address(text: str) -> bool:
    return re.match(SCHEDULER_PATTERN, text) is not None and int(text.rpartition(":")[2]) <= _HIGHEST_PORT
