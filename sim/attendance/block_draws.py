"""What everybody draws for a block of weeks: absences and the scores of days, before anybody else matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.attendance.absence import AbsenceModel
from sim.attendance.weekly_choice import WeeklyChoice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sim.attendance.memory import Memory
    from sim.draws import Luck
    from sim.population import Population
    from sim.scenario import Scenario

#: Person-weeks simulated together: many enough to spread the fixed cost of each step (measured in
#: docs/performance.md). Half as many are drawn at once, whose arrays fit a core's cache.
BLOCK_PERSON_WEEKS = 32_768
_LONGEST_BLOCK_WEEKS = 26


def block_weeks(people: int) -> int:
    """Return how many weeks of so many people are simulated together."""
    return max(1, min(_LONGEST_BLOCK_WEEKS, BLOCK_PERSON_WEEKS // people))


@dataclass(frozen=True, slots=True)
class Drawn:
    """Of everybody in a block, shape [weekday, week, person]: days absent, own scores of days, and the draws behind.

    The upper half of the draws is still unused. Without wishes there are no scores and draws.
    """

    absent: NDArray[np.bool_]
    scores: NDArray[np.int32]
    bits: NDArray[np.uint64]


class BlockDraws:
    """Draws of one replication, block by block; the last block is kept, for several ask for it."""

    def __init__(
        self, scenario: Scenario, population: Population, luck: Luck, memory: Memory, *, with_wishes: bool
    ) -> None:
        self._days, self._people, self._with_wishes = scenario.days, len(population), with_wishes
        self._memory = memory
        self._absence = AbsenceModel(scenario.behavior.absence, scenario.days, population, luck)
        self.choice = WeeklyChoice(
            scenario.behavior.weekday_choice, scenario.organization, scenario.days, population, luck
        )
        self._known: tuple[slice, Drawn] | None = None

    def of(self, weeks: slice) -> Drawn:
        """Return the draws of a block, or of some weeks of the last one."""
        if self._known is None or not self._known[0].start <= weeks.start < weeks.stop <= self._known[0].stop:
            self._known = weeks, self._draw(weeks)
        block, drawn = self._known
        if block == weeks:
            return drawn
        some = slice(weeks.start - block.start, weeks.stop - block.start)
        return Drawn(drawn.absent[:, some], drawn.scores[:, some], drawn.bits[:, some])

    def forget(self) -> None:
        """Draw anew when asked next: what people remember has changed their scores."""
        self._known = None

    def chunks(self, weeks: slice) -> Iterator[slice]:
        """Yield runs of people whose arrays for these weeks fit the cache."""
        size = max(1, BLOCK_PERSON_WEEKS // 2 // (weeks.stop - weeks.start))
        return (slice(first, min(first + size, self._people)) for first in range(0, self._people, size))

    def workday(self, weeks: slice) -> NDArray[np.bool_]:
        """Whether days of these weeks are workdays, shape [weekday, week, 1]."""
        return self._days.is_workday[weeks].T[:, :, None]

    def _draw(self, weeks: slice) -> Drawn:
        shape = (5, weeks.stop - weeks.start, self._people)
        absent = np.empty(shape, dtype=bool)
        wishes = shape if self._with_wishes else (0, 0, 0)
        scores, bits = np.empty(wishes, dtype=np.int32), np.empty(wishes, dtype=np.uint64)
        for people in self.chunks(weeks):
            absent[:, :, people] = self._absence.absent(weeks, people)
            if self._with_wishes:
                available = self.workday(weeks) & ~absent[:, :, people]
                scores[:, :, people], bits[:, :, people] = self.choice.own_scores(
                    weeks, people, available, self._memory.penalty(people)
                )
        return Drawn(absent, scores, bits)
