"""Where people may sit and meet: sites with coordinates and opening hours, zones of interchangeable desks, rooms."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from pydantic import Field, Strict

from sim.quantities import Count, Id, Minute, Name, NonNegative, Real, Settings
from sim.rooms import OneRoom, Room, RoomBooking, RoomPool, numbered, pooled

if TYPE_CHECKING:
    from numpy.typing import NDArray

ZoneKind = Literal["assigned", "shared", "quiet", "accessible", "touchdown", "informal"]

#: Kinds of desk that anybody may take when their own zone is full, first choice first.
_OPEN_KINDS = ("shared", "quiet")
_LAST_KINDS = ("touchdown", "informal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Settings):
    """One building. Coordinates are kilometers east and north of any common point."""

    name: Name
    x_km: Real = 0.0
    y_km: Real = 0.0
    opens_at: Minute = 420
    closes_at: Minute = 1140


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone(Settings):
    """A set of interchangeable desks of one kind on one floor, which also belongs to a wing."""

    site_id: Id
    floor: Annotated[int, Strict(), Field(ge=-5, le=100)] = 1
    wing: Id = "A"
    kind: ZoneKind = "shared"
    desks: Count
    area_m2: NonNegative = 0.0


@dataclass(frozen=True, kw_only=True)
class Office(Settings):
    """All sites, zones and rooms, by id. Order in the file never matters: everything is sorted by id.

    Without any `rooms` they are not modeled: every gathering finds one, and nothing is counted. `room_bookings` are
    hours of rooms that are given away for good.
    """

    name: Name
    sites: Annotated[dict[Id, Site], Field(min_length=1)]
    zones: Annotated[dict[Id, Zone], Field(min_length=1)]
    rooms: dict[Id, Room] = field(default_factory=dict)
    room_bookings: dict[Id, RoomBooking] = field(default_factory=dict)

    @cached_property
    def site_ids(self) -> list[str]:
        """Site ids in the order of every site axis."""
        return sorted(self.sites)

    @cached_property
    def zone_ids(self) -> list[str]:
        """Zone ids in the order of every zone axis."""
        return sorted(self.zones)

    @cached_property
    def desks(self) -> NDArray[np.int64]:
        """Desks in each zone, shape [zones]."""
        return np.array([self.zones[zone_id].desks for zone_id in self.zone_ids], dtype=np.int64)

    @cached_property
    def site_of_zone(self) -> NDArray[np.int32]:
        """Site index of each zone, shape [zones]."""
        index = {site_id: number for number, site_id in enumerate(self.site_ids)}
        return np.array([index[self.zones[zone_id].site_id] for zone_id in self.zone_ids], dtype=np.int32)

    @cached_property
    def single_rooms(self) -> list[OneRoom]:
        """Every single room, ordered by id: the order of every room axis."""
        site_index = {site_id: number for number, site_id in enumerate(self.site_ids)}
        found = []
        for room_set_id, room in self.rooms.items():
            site = self.sites[room.site_id]
            opens_at = site.opens_at if room.opens_at is None else max(room.opens_at, site.opens_at)
            closes_at = site.closes_at if room.closes_at is None else min(room.closes_at, site.closes_at)
            found += [
                OneRoom(room_id, site_index[room.site_id], room, opens_at, closes_at)
                for room_id in numbered(room_set_id, room.count)
            ]
        return sorted(found, key=lambda one: one.room_id)

    @cached_property
    def room_pools(self) -> list[RoomPool]:
        """Sets of equal rooms, of which a party gets any."""
        return pooled(self.single_rooms, {booking.room_id for booking in self.room_bookings.values()})

    @cached_property
    def class_of_pool(self) -> NDArray[np.int32]:
        """Index in `room_classes` of each pool, shape [pools]."""
        index = {pair: number for number, pair in enumerate(self.room_classes)}
        return np.array([index[pool.site, pool.seats] for pool in self.room_pools], dtype=np.int32)

    @cached_property
    def room_classes(self) -> list[tuple[int, int]]:
        """Pairs of a site index and a number of seats, in order: the rows of a day in table `rooms_daily`.

        A site without rooms has one class of 0 seats, so that what is asked for there is counted, unless the office
        has no rooms at all.
        """
        if not self.rooms:
            return []
        having = {(one.site, one.room.seats) for one in self.single_rooms}
        without = {(site, 0) for site in range(len(self.site_ids)) if not any(site == there for there, _ in having)}
        return sorted(having | without)

    @cached_property
    def coordinates_km(self) -> NDArray[np.float64]:
        """Site coordinates, shape [sites, 2]."""
        return np.array([[self.sites[s].x_km, self.sites[s].y_km] for s in self.site_ids], dtype=np.float64)

    @cached_property
    def cascade(self) -> list[list[int]]:
        """Zones of the same site to try, in order, when a zone is full: floor, other floors, touchdown, informal.

        The nearest floor comes first, then the same wing, then the id. Assigned and accessible desks stay free for
        those who need them. Shape: for each zone a list of zone indices, the zone itself left out.
        """
        return [self._overflow(zone) for zone in range(len(self.zone_ids))]

    def _overflow(self, zone: int) -> list[int]:
        here = self.zones[self.zone_ids[zone]]

        def distance(other: int) -> tuple[int, int, int, str]:
            there = self.zones[self.zone_ids[other]]
            last = _LAST_KINDS.index(there.kind) + 1 if there.kind in _LAST_KINDS else 0
            return last, abs(there.floor - here.floor), int(there.wing != here.wing), self.zone_ids[other]

        open_zones = [other for other in self._open_zones(int(self.site_of_zone[zone])) if other != zone]
        return sorted(open_zones, key=distance)

    def _open_zones(self, site: int) -> list[int]:
        """Zones of a site whose desks are for anybody; a zone closed for good (0 desks) is none."""
        return [
            zone
            for zone in range(len(self.zone_ids))
            if self.site_of_zone[zone] == site
            and self.zones[self.zone_ids[zone]].kind in _OPEN_KINDS + _LAST_KINDS
            and self.desks[zone] > 0
        ]

    @cached_property
    def nearest_site(self) -> list[int | None]:
        """For each site the nearest other one with desks for guests, which somebody turned away may try, or None."""
        found: list[int | None] = []
        for here in range(len(self.site_ids)):
            others = [site for site, zones in enumerate(self.guest_zones) if zones and site != here]
            x, y = self.coordinates_km[here]
            found.append(
                min(others, key=lambda site: (math.dist((x, y), self.coordinates_km[site]), site), default=None)
            )
        return found

    @cached_property
    def guest_zones(self) -> list[list[int]]:
        """For each site the zones a guest from another site may take, in order: touchdown and informal desks first."""

        def order(zone: int) -> tuple[bool, str]:
            return self.zones[self.zone_ids[zone]].kind not in _LAST_KINDS, self.zone_ids[zone]

        return [sorted(self._open_zones(site), key=order) for site in range(len(self.site_ids))]
