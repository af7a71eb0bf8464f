"""The waist of the hourglass: what is written down about every person-day. The engine writes, metrics read.

A block is a run of whole weeks. Arrays over its person-days have shape [weekday, week, person] ("dense"); a visit is
one person on one day on site or meant to be ("sparse", one array element each).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Purpose(IntEnum):
    """Why a person is on site."""

    DESK_WORK = 0
    TEAM_DAY = 1


class Decider(IntEnum):
    """The level that first needed an office day; all but `PERSON` are imposed."""

    PERSON = 0
    ACTIVITY = 1
    TEAM = 2
    UNIT = 3
    EMPLOYER = 4


class Outcome(IntEnum):
    """What became of somebody who set out for a zone."""

    FIRST_CHOICE = 0
    DISPLACED = 1
    FORCED_REMOTE = 2


@dataclass(slots=True)
class Plan:
    """What everybody means to do in one block, before anybody is turned away; dense unless another shape is said.

    `office` own or other city premises; `wished` the person's own wish alone, all norms off, under the same draws;
    `required` a day that a rule asks for and the person, not being absent, could keep; `rule_decider` whose rule;
    `at_other_site` an office day at the other city site nearest to the home; `wished_fifths` wished days of a full week
    x days available in this one, so five times what the person wishes, [week, person]; -1 where nobody has wishes.
    """

    first_week: int
    office: NDArray[np.bool_]
    wished: NDArray[np.bool_]
    required: NDArray[np.bool_]
    rule_decider: Decider
    absent: NDArray[np.bool_]
    customer: NDArray[np.bool_]
    at_other_site: NDArray[np.bool_]
    wished_fifths: NDArray[np.int8]

    @property
    def weeks(self) -> int:
        """Number of weeks in the block."""
        return int(self.office.shape[1])


@dataclass(slots=True)
class Visits:
    """One element per person-day on site or meant to be, ordered by day, then person.

    `day` counts Mondays to Fridays from the start of the run; `arrival` and `departure` are ticks since midnight, the
    departure exclusive; `zone` is where the person sits, -1 for nowhere; `tie` orders arrivals within a tick and
    `tries_another_site` says who would; both are draws.
    """

    day: NDArray[np.int32]
    person: NDArray[np.int32]
    wanted_zone: NDArray[np.int32]
    arrival: NDArray[np.int32]
    departure: NDArray[np.int32]
    tie: NDArray[np.int32]
    tries_another_site: NDArray[np.bool_]
    purpose: NDArray[np.int8]
    decided_by: NDArray[np.int8]
    zone: NDArray[np.int32]
    outcome: NDArray[np.int8]

    def __len__(self) -> int:
        """Count the visits."""
        return len(self.day)
