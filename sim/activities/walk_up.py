"""Walk-ups: parties that ask a site for a room at a known rate, whoever they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from pydantic import Field, Strict

from sim.draws import TABLE_SIZE, field, stable_key
from sim.lengths import AnyLength, by_shares, length_ticks, poisson_table
from sim.quantities import Id, Minute, NonNegative, Settings, Share
from sim.records import RoomUse
from sim.requests import Requests, requests_of

if TYPE_CHECKING:
    from sim.activities.drop_in import Present


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkUp(Settings):
    """A Poisson stream of parties, `per_hour` on average from `earliest_start` to `latest_start`.

    They come to each of `site_ids` (all sites if empty) and are `people[i]` strong with probability `people_share[i]`.
    With `slot_minutes` they begin on whole slots. A share `booked_share` books `lead_days` ahead. This is what a
    planner has who counts parties at a front desk, and what queueing theory knows exactly; there may be several
    streams.
    """

    kind: Literal["walk_up"] = "walk_up"
    per_hour: Annotated[NonNegative, Field(le=200)]
    site_ids: tuple[Id, ...] = ()
    people: Annotated[tuple[Annotated[int, Strict(), Field(ge=1, le=2_000)], ...], Field(min_length=1)] = (1,)
    people_share: Annotated[tuple[Share, ...], Field(min_length=1)] = (1.0,)
    earliest_start: Minute
    latest_start: Minute
    slot_minutes: Annotated[int, Strict(), Field(ge=1, le=480)] = 1
    length: AnyLength
    booked_share: Share = 0.0
    lead_days: Annotated[int, Strict(), Field(ge=0, le=730)] = 0
    needs_equipment_share: Share = 0.0

    def requests(self, present: Present, name: str) -> Requests:
        """Return the parties of a block; luck is drawn with the name of the stream, so that several differ."""
        per_minute = present.ticks_per_minute
        names = present.office.site_ids
        chosen = [s for s, site_id in enumerate(names) if not self.site_ids or site_id in self.site_ids]
        sites = np.array(chosen, dtype=np.int64)
        keys = np.array([stable_key("site", present.office.site_ids[s]) for s in chosen], dtype=np.uint64)
        ordinals = present.calendar.ordinals.ravel()[present.days]
        hours = (self.latest_start - self.earliest_start) / 60
        counts = present.luck.stream(f"walk_up {name}").bits_over(keys, ordinals)
        number = poisson_table(self.per_hour * hours)[field(counts, 0)]
        which, at = np.nonzero(number)
        several = number[which, at]
        nth = np.arange(int(several.sum())) - np.repeat(np.cumsum(several) - several, several)
        which, at = np.repeat(which, several), np.repeat(at, several)
        stream = present.luck.stream(f"walk_up {name} each")
        bits = stream.bits_each(keys[at] + nth.astype(np.uint64), ordinals[which])
        more = stream.bits_each(keys[at] ^ bits, ordinals[which])
        span = (self.latest_start - self.earliest_start) * per_minute
        asked = (span * (bits >> np.uint64(40)).astype(np.int64)) >> 24
        # Slots of a minute are none: with finer ticks parties come at any of them.
        slot = self.slot_minutes * per_minute if self.slot_minutes > 1 else 1
        asked = self.earliest_start * per_minute + asked // slot * slot
        opens, closes = present.opening_ticks(sites[at])
        people = by_shares(tuple(map(float, self.people)), self.people_share).astype(np.int32)
        return requests_of(
            len(at),
            activity=np.full(len(at), RoomUse.WALK_UP),
            day=present.days[which],
            site=sites[at],
            asked=asked,
            ticks=length_ticks(self.length, per_minute)[field(bits, 0)],
            people=people[field(more, 0)],
            equipment=field(more, 1) < self.needs_equipment_share * TABLE_SIZE,
            booked=field(more, 2) < self.booked_share * TABLE_SIZE,
            booking_rank=np.full(len(at), -self.lead_days),
            tie=field(more, 3),
            invited=people[field(more, 0)],
            visitors=people[field(more, 0)],
        ).only((asked >= opens) & (asked < closes))
