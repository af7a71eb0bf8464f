"""The engine with a plain Python loop in the place of SimPy's event list: what SimPy itself costs.

The same calendars, the same rules, the same answers: a process's timeouts are simply gone through one after another.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from unittest.mock import patch

import numpy as np

import sim.engine.desks
import sim.engine.rooms
from sim.engine.desks import Desks
from sim.engine.rooms import Rooms
from sim.replication import replicate
from sim.scenario import Scenario


class PlainEnvironment:
    """Knows one process and goes through its timeouts, which can only come in order."""

    def __init__(self) -> None:
        self._steps: Generator[int, None, None] | None = None

    def process(self, steps: Generator[int, None, None]) -> None:
        assert self._steps is None, "the engine walks one calendar"
        self._steps = steps

    def timeout(self, delay: int) -> int:
        return delay

    def run(self) -> None:
        for delay in self._steps or ():
            assert delay >= 0


@contextmanager
def without_simpy() -> Iterator[None]:
    """Let the engine of desks and of rooms run without SimPy."""
    plain = SimpleNamespace(Environment=PlainEnvironment)
    with ExitStack() as stack:
        for module in (sim.engine.desks, sim.engine.rooms):
            stack.enter_context(patch.object(module, "simpy", plain))
        yield


def engine_seconds(scenario: Scenario) -> tuple[float, dict[str, np.ndarray]]:
    """Processor seconds of desks and rooms in one replication, and what it counted."""
    spent = 0.0

    def timed(method: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            nonlocal spent
            begun = time.process_time()
            try:
                return method(*args, **kwargs)
            finally:
                spent += time.process_time() - begun

        return call

    with patch.object(Desks, "seat", timed(Desks.seat)), patch.object(Rooms, "serve", timed(Rooms.serve)):
        counted = dict(replicate(scenario, 0).counted)
    return spent, counted


def against_a_plain_loop(scenario: Scenario, repetitions: int = 3) -> float:
    """How many times longer the engine takes with SimPy than with a plain loop; the best of each, in turn."""
    best = {"simpy": float("inf"), "plain": float("inf")}
    for _ in range(repetitions):
        spent, counted = engine_seconds(scenario)
        best["simpy"] = min(best["simpy"], spent)
        with without_simpy():
            spent, same = engine_seconds(scenario)
        best["plain"] = min(best["plain"], spent)
        assert all(np.array_equal(counted[name], same[name]) for name in counted), "one engine, two clocks"
    return best["simpy"] / best["plain"]
