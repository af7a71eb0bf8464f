"""What a worker on another machine does: it says which versions it has, and computes replications as bytes.

Nothing here knows what kind of cluster it is.
"""

from __future__ import annotations

import platform
import threading
import zlib
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

import sim
from sim.replication import replicate
from sim.results.archive import pack
from sim.results.outcome import in_words

if TYPE_CHECKING:
    from sim.scenario import Scenario

_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a worker made of one replication: its files, packed, by their kind; or why there are none."""

    files: dict[str, bytes] = field(default_factory=dict)
    failure: str = ""
    refusal: str = ""


def compute(scenario: Scenario, replication: int, keep_visits: bool, expected: dict[str, str]) -> Answer:
    """Compute one replication on a worker, which may have joined after the others were checked.

    Errors are told in words: not every exception survives the way back, and one that does not would be waited for.
    """
    refusal = differences(f"on {platform.node()}", versions(), expected)
    if refusal:
        return Answer(refusal=refusal)
    try:
        # A worker of several threads would need the memory of several replications and, in Python, win no time by it.
        with _one_at_a_time:
            result = replicate(scenario, replication, keep_visits=keep_visits)
    except Exception as error:  # noqa: BLE001 (named in the manifest, exit code 3)
        return Answer(failure=in_words(error))
    files = {"counts": pack(result.counted)}
    if result.visits is not None:
        files["visits"] = pack(result.visits)
    return Answer(files=files)


@cache
def versions() -> dict[str, str]:
    """Tell what decides the bytes of a replication beside the scenario, here and on every worker.

    zlib packs the arrays, and other processors may round the last digit otherwise.
    """
    return {
        "office-sim": sim.__version__,
        "model": str(sim.MODEL_VERSION),
        "python": ".".join(platform.python_version_tuple()[:2]),
        **{package: version(package) for package in ("numpy", "simpy", "holidays")},
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "processor": platform.machine(),
    }


def differences(worker: str, theirs: dict[str, str], expected: dict[str, str]) -> str:
    """Say in which versions a worker differs, or nothing where the same bytes can be promised."""
    differing = [name for name in expected if theirs.get(name) != expected[name]]
    if not differing:
        return ""
    there = ", ".join(f"{name} {theirs.get(name, 'none')}" for name in differing)
    here = ", ".join(f"{name} {expected[name]}" for name in differing)
    return (
        f"worker {worker} has {there} and this process has {here}, so that the same numbers cannot be promised; "
        "install the same versions there and run the same command again"
    )
