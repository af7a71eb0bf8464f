"""The same office with other numbers of desks or rooms, of the same kinds and in the same proportions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.office import Office
    from sim.rooms import OneRoom, Room


def split(number: int, sizes: Sequence[int]) -> list[int]:
    """Divide a number in proportion to sizes by largest remainder, ties to the first; nobody who has any gets none.

    With as many as there are it gives the sizes themselves. Where all sizes are 0 the parts are equal.
    """
    weights = np.array(sizes, dtype=np.int64)
    if not weights.any():
        weights = np.ones(len(sizes), dtype=np.int64)
    first = (weights > 0).astype(np.int64) if number >= np.count_nonzero(weights) else np.zeros_like(weights)
    ideal = np.maximum(number * weights / weights.sum() - first, 0.0)
    left = number - int(first.sum())
    ideal = ideal * left / ideal.sum() if ideal.sum() > 0 else ideal
    parts = np.floor(ideal + 1e-9).astype(np.int64)
    order = np.argsort(-(ideal - parts), kind="stable")
    parts[order[: left - int(parts.sum())]] += 1
    return [int(part) for part in parts + first]


def with_desks(office: Office, desks: Mapping[str, int]) -> Office:
    """Give sites so many desks, by id; each zone keeps its kind and its share of them."""
    zones = dict(office.zones)
    for site_id, number in desks.items():
        here = [zone_id for zone_id in office.zone_ids if office.zones[zone_id].site_id == site_id]
        parts = split(number, [office.zones[zone_id].desks for zone_id in here])
        for zone_id, part in zip(here, parts, strict=True):
            zones[zone_id] = replace(office.zones[zone_id], desks=part)
    return replace(office, zones=zones)


def fewest_desks(office: Office, site_id: str) -> int:
    """One for each zone of a site that has any now: a zone without desks is closed, and would be another office."""
    zones = [zone for zone in office.zones.values() if zone.site_id == site_id]
    return max(sum(zone.desks > 0 for zone in zones), 1)


def with_rooms(office: Office, rooms: Mapping[tuple[int, int], int]) -> Office:
    """Give classes (site index, seats) so many rooms.

    Rooms of which hours are given away stay as they are, the others keep their kinds, equipment and hours in
    proportion; the first of each kind stay, new ones are like the first.
    """
    kept: dict[str, Room] = {}
    for room_class in office.room_classes:
        fixed, kinds = _kinds(office, room_class)
        number = rooms.get(room_class)
        if number is None:
            kept |= {
                one.room_id: replace(one.room, count=1) for one in [*fixed, *(one for some in kinds for one in some)]
            }
            continue
        if not kinds:
            kinds = [fixed[:1]] if number > len(fixed) else []
            parts = [number - len(fixed) + 1] if kinds else []
        else:
            parts = split(max(number - len(fixed), 0), [len(some) for some in kinds])
        kept |= {one.room_id: replace(one.room, count=1) for one in fixed}
        for some, part in zip(kinds, parts, strict=True):
            kept |= {one.room_id: replace(one.room, count=1) for one in some[:part]}
            extra = replace(some[0].room, count=1)
            kept |= {f"{some[0].room_id}-more-{n:04d}": extra for n in range(1, part - len(some) + 1)}
    return replace(office, rooms=kept)


def fewest_rooms(office: Office, room_class: tuple[int, int]) -> int:
    """Those of which hours are given away, and one of each other kind: fewer would change what people ask for."""
    fixed, kinds = _kinds(office, room_class)
    return len(fixed) + len(kinds)


def _kinds(office: Office, room_class: tuple[int, int]) -> tuple[list[OneRoom], list[list[OneRoom]]]:
    """Rooms of a class of which hours are given away, and the others by likeness."""
    booked = {booking.room_id for booking in office.room_bookings.values()}
    fixed: list[OneRoom] = []
    kinds: list[list[OneRoom]] = []
    for pool in office.room_pools:
        if (pool.site, pool.seats) == room_class:
            some = [office.single_rooms[number] for number in pool.rooms]
            if some[0].room_id in booked:
                fixed += some
            else:
                kinds.append(some)
    return fixed, kinds
