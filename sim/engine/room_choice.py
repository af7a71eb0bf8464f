"""Which rooms suit a party, in the order in which it tries them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.records import Purpose

if TYPE_CHECKING:
    from sim.office import Office

#: Gatherings that may use project rooms.
_PROJECT_WORK = (Purpose.IDEATION, Purpose.DEVELOPMENT_DAY)


@dataclass(frozen=True, slots=True)
class Suitable:
    """Rooms (indices) in order of trial; the first `own` of them are of the size asked for or preferred by taste.

    `seats_class` is the class asked for: the fewest seats that are enough, or the most there are.
    """

    rooms: tuple[int, ...]
    own: int
    seats_class: int


class RoomChoice:
    """Looks suitable rooms up by site, people, equipment, taste and activity, each combination once."""

    def __init__(self, office: Office) -> None:
        self._rooms = office.single_rooms
        self._classes = {pair: number for number, pair in enumerate(office.room_classes)}
        self._known: dict[tuple[int, int, bool, bool, bool], Suitable] = {}

    def of(self, site: int, people: int, *, equipment: bool, takes_larger: bool, activity: int) -> Suitable:
        """Return the rooms for a party; empty where no room of the site seats it."""
        key = (site, people, equipment, takes_larger, activity in _PROJECT_WORK)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._look_up(*key)
        return found

    def _look_up(self, site: int, people: int, equipment: bool, takes_larger: bool, project: bool) -> Suitable:
        here = [
            number
            for number, one in enumerate(self._rooms)
            if one.site == site and (project or one.room.kind != "project")
        ]
        seats = {number: self._rooms[number].room.seats for number in here}
        enough = [size for size in seats.values() if size >= people]
        right = min(enough, default=max(seats.values(), default=0))
        seats_class = self._classes.get((site, right), self._any_class(site))

        def order(number: int) -> tuple[int, bool, bool, int]:
            room = self._rooms[number].room
            # A room without equipment first where none is needed; project rooms first for project work.
            return room.seats, room.kind != "project", room.equipment and not equipment, number

        fitting = sorted(
            (n for n in here if seats[n] >= people and (self._rooms[n].room.equipment or not equipment)), key=order
        )
        larger = [size for size in (seats[number] for number in fitting) if size > right]
        preferred = min(larger) if takes_larger and larger else right
        first = [number for number in fitting if seats[number] == preferred]
        second = [number for number in fitting if seats[number] == right and preferred != right]
        rest = [number for number in fitting if seats[number] not in (preferred, right)]
        return Suitable((*first, *second, *rest), len(first) + len(second), seats_class)

    def _any_class(self, site: int) -> int:
        """The smallest class of a site, for parties that no kind of room there is open to."""
        return next((number for (at, _), number in self._classes.items() if at == site), -1)
