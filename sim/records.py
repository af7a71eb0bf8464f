"""The waist of the hourglass: what is written down about every person-day. The engine writes, metrics read.

A block is a run of whole weeks. Arrays over its person-days have shape [weekday, week, person] ("dense"); a visit is
one person on one day on site or meant to be ("sparse", one array element each).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.gatherings import Gatherings
    from sim.requests import Requests


class Purpose(IntEnum):
    """Why a person is on site: no meeting, a norm day, or the gathering of highest priority attended in person."""

    DESK_WORK = 0
    TEAM_DAY = 1
    TEAM_MEETING = 2
    UNIT_MEETING = 3
    JOINT_MEETING = 4
    MANAGEMENT_GROUP = 5
    SHARED_OFFICE_DAY = 6
    IDEATION = 7
    DEVELOPMENT_DAY = 8
    ONBOARDING = 9
    ONE_TO_ONE = 10
    NEGOTIATION = 11
    AD_HOC = 12


class RoomUse(IntEnum):
    """What rooms are used for beside gatherings. Nobody comes to the office for it, so none is a purpose."""

    CALL = 13
    SINGLE_USE = 14
    WALK_UP = 15
    FIXED_BOOKING = 16


#: Everything that asks for rooms, by index: all purposes, then all other uses.
ROOM_ACTIVITIES = tuple(one.name.lower() for one in (*Purpose, *RoomUse))


class Role(IntEnum):
    """What kind of work a person does, as far as the office is concerned."""

    EXPERT = 0
    MANAGER = 1
    SITE_BOUND = 2
    MOBILE = 3


class Decider(IntEnum):
    """The level that first needed an office day; all but `PERSON` are imposed."""

    PERSON = 0
    ACTIVITY = 1
    TEAM = 2
    UNIT = 3
    EMPLOYER = 4


class Outcome(IntEnum):
    """What became of somebody who set out for a zone; `NO_SHOW` booked a desk there and did not set out."""

    FIRST_CHOICE = 0
    DISPLACED = 1
    FORCED_REMOTE = 2
    NO_SHOW = 3


@dataclass(slots=True)
class Plan:
    """What everybody means to do in one block, before anybody is turned away; dense unless another shape is said.

    `office` own or other city premises; `site` which one; `wished` the person's own wish alone, all norms and
    activities off, under the same draws; `rule` the level of a rule that asks for the day and that the person, not
    being absent, could keep (0: none); `decided_by` and `purpose` of each office day; `absent`; `customer` at a
    customer's; `wished_fifths` wished days of a full week x days available in this one, so five times what the person
    wishes, [week, person], -1 where nobody has wishes; `gatherings` of the block, and `attends`, for each of their
    participants, whether he or she means to be there in person; `no_place` the visits (indices) that
    got no place of a daily quota and never set out, None without a quota.

    `booked` office days with a desk booked; `no_show` days with a desk booked on which the person stays at home after
    all, which are no office days; both None where nobody books. The engine adds the `requests` for rooms, `present`,
    the participants of each gathering who are there in person, `no_shows`, visits that did not take place, and
    `passive`, how long the desks of the others are empty.
    """

    first_week: int
    office: NDArray[np.bool_]
    site: NDArray[np.int16]
    wished: NDArray[np.bool_]
    rule: NDArray[np.int8]
    decided_by: NDArray[np.int8]
    purpose: NDArray[np.int8]
    absent: NDArray[np.bool_]
    customer: NDArray[np.bool_]
    wished_fifths: NDArray[np.int8]
    gatherings: Gatherings
    attends: NDArray[np.bool_]
    shared_days: list[SharedDay] = field(default_factory=list)
    no_place: NDArray[np.int64] | None = None
    booked: NDArray[np.bool_] | None = None
    no_show: NDArray[np.bool_] | None = None
    no_shows: Visits | None = None
    requests: Requests | None = None
    present: NDArray[np.int64] | None = None
    passive: Passive | None = None

    @property
    def weeks(self) -> int:
        """Number of weeks in the block."""
        return int(self.office.shape[1])


#: Away spells from the desk come in steps of this length.
AWAY_STEP_MINUTES = 10


@dataclass(slots=True)
class Passive:
    """How long the desk of each visit is held and empty, in ticks: in meetings, and at lunch outside them.

    In the rest there are `steps` of ten minutes, in `away_steps` of which the desk is empty too; `away_starts` and
    `away_ends` count the changes from one step to the next of that visit.
    """

    meeting: NDArray[np.int32]
    lunch: NDArray[np.int32]
    steps: NDArray[np.int32]
    away_steps: NDArray[np.int32]
    away_starts: NDArray[np.int32]
    away_ends: NDArray[np.int32]


@dataclass(slots=True)
class SharedDay:
    """A shared office day, and who would have set out that day without it.

    `gathering` is its index in the plan; `without` are the visits of the unit's people on that day under the same
    luck, had this one gathering not been held.
    """

    gathering: int
    unit: int
    without: Visits


@dataclass(slots=True)
class Visits:
    """One element per person-day on site or meant to be, ordered by day, then person.

    `day` counts Mondays to Fridays from the start of the run; `arrival` and `departure` are ticks since midnight, the
    departure exclusive; `zone` is where the person sits, -1 for nowhere; `tie` orders arrivals within a tick and
    `tries_another_site` says who would; both are draws. `booked` says who tries to book a desk, and `booking_rank` in
    which order. Of a no-show the departure is when its desk is given up.
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
    booked: NDArray[np.bool_]
    booking_rank: NDArray[np.int32]

    def __len__(self) -> int:
        """Count the visits."""
        return len(self.day)

    def only(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Visits:
        """Return copies of some of the visits, by mask or index."""
        return Visits(**{name: getattr(self, name)[chosen] for name in Visits.__slots__})


def together(visits: Visits, others: Visits) -> Visits:
    """Put two sets of visits one after the other; the days need not be in order then."""
    return Visits(**{n: np.concatenate([getattr(visits, n), getattr(others, n)]) for n in Visits.__slots__})
