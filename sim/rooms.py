"""Rooms: how many there are of which seats and equipment, and which hours of theirs are given away for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, Strict

from sim.quantities import Id, Minute, NonNegative, Settings, Switch, Weekday

RoomKind = Literal["meeting", "booth", "project"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room(Settings):
    """`count` equal rooms of a site, each with `seats` seats.

    A `booth` is for one person's call or quiet work. A `project` room is kept for ideation and development days.
    `equipment` (camera, screen) is what a meeting needs some of whose participants are remote. A room is open while its
    site is, or from `opens_at` to `closes_at` where these are stated.
    """

    site_id: Id
    seats: Annotated[int, Strict(), Field(ge=1, le=2_000)]
    count: Annotated[int, Strict(), Field(ge=1, le=1_000)] = 1
    kind: RoomKind = "meeting"
    equipment: Switch = True
    floor: Annotated[int, Strict(), Field(ge=-5, le=100)] = 1
    wing: Id = "A"
    area_m2: NonNegative = 0.0
    opens_at: Minute | None = None
    closes_at: Minute | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomBooking(Settings):
    """Hours of one room that are given away every week, before anybody else may book.

    `room_id` is a room of table `rooms`: the key in office.rooms, with its number behind it where `count` is above 1
    (`S01-small-03`). `people` use it then; with 0 it is closed.
    """

    room_id: Annotated[str, Strict(), Field(min_length=1, max_length=50)]
    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1, max_length=5)] = (1, 2, 3, 4, 5)
    starts_at: Minute
    ends_at: Minute
    people: Annotated[int, Strict(), Field(ge=0, le=2_000)] = 1


@dataclass(frozen=True, slots=True)
class OneRoom:
    """A single room: its id in tables, the index of its site, and what `Room` says of it."""

    room_id: str
    site: int
    room: Room
    opens_at: int
    closes_at: int


@dataclass(frozen=True, slots=True)
class RoomPool:
    """Equal rooms of a site, of which a party gets any: like the desks of a zone.

    `rooms` are indices of the single rooms, in order. A room of which hours are given away for good is a pool of its
    own.
    """

    site: int
    seats: int
    kind: RoomKind
    equipment: bool
    opens_at: int
    closes_at: int
    rooms: tuple[int, ...]

    @property
    def never_closes(self) -> bool:
        """Whether it is open around the clock, so that what is held late may outlast the day."""
        return self.opens_at == 0 and self.closes_at == 1440


def pooled(rooms: list[OneRoom], alone: set[str]) -> list[RoomPool]:
    """Group rooms into pools, in the order of their first rooms; those in `alone` (ids) stay by themselves."""
    members: dict[tuple[object, ...], list[int]] = {}
    for number, one in enumerate(rooms):
        room = one.room
        likeness: tuple[object, ...] = (one.site, room.seats, room.kind, room.equipment, one.opens_at, one.closes_at)
        members.setdefault((*likeness, one.room_id if one.room_id in alone else ""), []).append(number)
    return [
        RoomPool(
            site=rooms[some[0]].site,
            seats=rooms[some[0]].room.seats,
            kind=rooms[some[0]].room.kind,
            equipment=rooms[some[0]].room.equipment,
            opens_at=rooms[some[0]].opens_at,
            closes_at=rooms[some[0]].closes_at,
            rooms=tuple(some),
        )
        for some in members.values()
    ]


def numbered(room_set_id: str, count: int) -> list[str]:
    """Ids of the single rooms of a set: the id itself for one, else with a number of equal length behind it."""
    if count == 1:
        return [room_set_id]
    digits = max(2, len(str(count)))
    return [f"{room_set_id}-{number:0{digits}d}" for number in range(1, count + 1)]
