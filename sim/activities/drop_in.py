"""People who take a room without a gathering: they come to no meeting, and nobody comes to the office for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Protocol

import numpy as np
from pydantic import Field

from sim.draws import TABLE_SIZE, field
from sim.lengths import AnyLength, length_ticks, poisson_table
from sim.quantities import Minute, NonNegative, Settings, Share
from sim.requests import Requests, requests_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.calendar import Calendar
    from sim.draws import Luck
    from sim.office import Office
    from sim.records import RoomUse, Visits


@dataclass(frozen=True, slots=True)
class Present:
    """What a drop-in sees: a block's days, the office, who is on site when, and the luck of one replication.

    `visit` are the visits (indices) of those seated somewhere, `site` where, `key` their stable ids; `days` the
    workdays of the block, counted from the start of the run.
    """

    calendar: Calendar
    office: Office
    luck: Luck
    ticks_per_minute: int
    visits: Visits
    visit: NDArray[np.int64]
    site: NDArray[np.int32]
    key: NDArray[np.uint64]
    days: NDArray[np.int64]

    def opening_ticks(self, site: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Ticks between which each of these sites is open."""
        sites = [self.office.sites[site_id] for site_id in self.office.site_ids]
        opens = np.array([one.opens_at for one in sites], dtype=np.int64) * self.ticks_per_minute
        closes = np.array([one.closes_at for one in sites], dtype=np.int64) * self.ticks_per_minute
        return opens[site], closes[site]


class DropIn(Protocol):
    """What calls, single use and walk-ups can do."""

    def requests(self, present: Present, name: str) -> Requests:
        """Return what they ask for in a block; `name` is the activity's key in the configuration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone(Settings):
    """One person takes a room, `per_person_day` times on average on a day on site, at any time of the stay.

    It begins between `earliest_start` and `latest_start`, lasts as `length` says, and ends early when the person's next
    meeting begins or the person goes home. With probability `needs_equipment_share` it takes a room with equipment.
    """

    per_person_day: Annotated[NonNegative, Field(le=20)]
    earliest_start: Minute
    latest_start: Minute
    length: AnyLength
    needs_equipment_share: Share = 0.0


def requests_alone(settings: Alone, use: RoomUse, present: Present) -> Requests:
    """Return the requests of single people, ordered by visit and number."""
    name, per_minute = use.name.lower(), present.ticks_per_minute
    ordinals = present.calendar.ordinals.ravel()[present.visits.day[present.visit]]
    number = poisson_table(settings.per_person_day)[
        field(present.luck.stream(name).bits_each(present.key, ordinals), 0)
    ]
    some = np.flatnonzero(number)
    several = number[some]
    who = np.repeat(some, several)
    nth = np.arange(len(who)) - np.repeat(np.cumsum(several) - several, several)
    visit = present.visit[who]
    begin = np.maximum(present.visits.arrival[visit], settings.earliest_start * per_minute)
    end = np.minimum(present.visits.departure[visit], settings.latest_start * per_minute + 1)
    fits = np.flatnonzero(end > begin)
    who, nth, visit, begin, end = who[fits], nth[fits], visit[fits], begin[fits], end[fits]
    bits = present.luck.stream(f"{name} each").bits_each(present.key[who] + nth.astype(np.uint64), ordinals[who])
    asked = begin + ((end - begin) * field(bits, 0).astype(np.int64)) // TABLE_SIZE
    return requests_of(
        len(who),
        activity=np.full(len(who), use),
        day=present.visits.day[visit],
        site=present.site[who],
        asked=asked,
        ticks=length_ticks(settings.length, per_minute)[field(bits, 1)],
        equipment=field(bits, 2) < settings.needs_equipment_share * TABLE_SIZE,
        tie=field(bits, 3),
        invited=np.ones(len(who)),
        first=np.arange(len(who) + 1),
        visit=visit,
    )
