"""The figures of a report, drawn by this process and by helpers, who are called while tables are still being made.

A figure is a function of the evidence alone: who draws it makes no difference to its bytes. What a helper does not
bring, because it was killed or failed, is drawn here, and what fails here as well fails for everybody to see.
"""

from __future__ import annotations

import contextlib
import signal
from collections import deque
from dataclasses import dataclass
from multiprocessing import get_context
from threading import Event, Thread
from typing import TYPE_CHECKING

from sim.report.written_tables import WrittenTables
from sim.results.interrupts import unheard_by_children

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path
    from typing import Self

    from sim.report.answer import Answer
    from sim.report.demand import Demand
    from sim.report.evidence import Evidence
    from sim.report.facts import Facts
    from sim.report.picture import Picture

_MOST_HELPERS = 3


@dataclass(frozen=True, slots=True)
class _Errand:
    """What a helper is told of the evidence; tables it reads itself, for most figures need few."""

    facts: Facts
    demand: Demand
    answer: Answer
    tables: Path


class Painters:
    """Draws all figures; a context, at whose end no helper is left."""

    def __init__(self, helpers: int) -> None:
        self._wanted = min(helpers, _MOST_HELPERS)
        self._helpers: list[_Helper] = []

    def __enter__(self) -> Self:
        with contextlib.suppress(OSError):  # a machine that starts no more processes still has this one
            while len(self._helpers) < self._wanted:
                self._helpers.append(_Helper())
        return self

    def __exit__(self, *_: object) -> None:
        for helper in self._helpers:
            helper.dismiss()

    def paint(self, evidence: Evidence, tables: Path) -> list[Picture]:
        """Draw every figure that has something to show, in the order of the page; `tables` is where they are written.

        Each takes the next figure when it is free. A helper who has not begun when none is left is not waited for.
        """
        from sim.report.plots.gallery import figures_of

        numbers = range(figures_of(evidence))
        left, done = deque(numbers), dict[int, "Picture | None"]()
        errand = _Errand(evidence.facts, evidence.demand, evidence.answer, tables)
        for helper in self._helpers:
            helper.begin(errand, left, done)
        while (number := _next(left)) is not None:
            done[number] = _painted(evidence, number)
        for helper in self._helpers:
            helper.finish()
        for number in numbers:
            if number not in done:
                done[number] = _painted(evidence, number)
        return [picture for number in numbers if (picture := done[number]) is not None]


class _Helper:
    """A process that draws, reading the libraries first, and the thread that hands it figures."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_help, args=(theirs,), daemon=True)
        with unheard_by_children():
            self._process.start()
        # The only other end is the helper's, so that whichever side dies, the other one hears of it.
        theirs.close()
        self._ready = Event()
        self._thread: Thread | None = None

    def begin(self, errand: _Errand, left: deque[int], done: dict[int, Picture | None]) -> None:
        """Let it take figures from those left."""
        self._thread = Thread(target=self._hand_out, args=(errand, left, done), daemon=True)
        self._thread.start()

    def finish(self) -> None:
        """Wait for what the helper is drawing."""
        if not self._ready.is_set():
            self._process.kill()
        if self._thread is not None:
            self._thread.join()

    def dismiss(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.join()
        if self._thread is not None:
            self._thread.join()
        self._line.close()

    def _hand_out(self, errand: _Errand, left: deque[int], done: dict[int, Picture | None]) -> None:
        try:
            self._line.recv()  # it has read the libraries
            self._line.send(errand)
            self._ready.set()
            while (number := _next(left)) is not None:
                self._line.send(number)
                done[number] = self._line.recv()
        except (EOFError, OSError):
            return  # it is gone; what it had in hand is not done


def _next(left: deque[int]) -> int | None:
    try:
        return left.popleft()
    except IndexError:
        return None


def _painted(evidence: Evidence, number: int) -> Picture | None:
    from sim.report.picture import picture_of
    from sim.report.plots.gallery import draw

    drawing = draw(evidence, number)
    return None if drawing is None else picture_of(drawing)


def _help(line: Connection) -> None:
    """Draw what is asked for until nobody asks; an interrupt is for the process that called."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):  # it was started without hearing anything; TERM and HUP end it
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGTERM, signal.SIGHUP))
    import sim.report.plots.gallery  # noqa: F401 (takes most of a second, before there is anything to draw)
    from sim.report.evidence import Evidence

    try:
        line.send("ready")
        errand: _Errand = line.recv()
        evidence = Evidence(
            tables=WrittenTables(errand.tables), facts=errand.facts, demand=errand.demand, answer=errand.answer
        )
        while True:
            line.send(_painted(evidence, line.recv()))
    except Exception:  # noqa: BLE001 (whoever called is gone, or draws the figure again and says what is wrong)
        return
