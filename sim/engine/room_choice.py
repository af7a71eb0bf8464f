"""Which pools of rooms suit a party, in the order in which it tries them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.records import Purpose

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.office import Office
    from sim.requests import Requests

#: Gatherings that may use project rooms.
_PROJECT_WORK = (Purpose.IDEATION, Purpose.DEVELOPMENT_DAY)


@dataclass(frozen=True, slots=True)
class Suitable:
    """Pools (indices) in order of trial; the first `own` of them are of the size asked for or preferred by taste.

    `seats_class` is the class asked for: the fewest seats that are enough, or the most there are.
    """

    pools: tuple[int, ...]
    own: int
    seats_class: int


class RoomChoice:
    """Looks suitable pools up by site, people, equipment, taste and activity, each combination once."""

    def __init__(self, office: Office) -> None:
        self._pools = office.room_pools
        self._at_site: list[list[int]] = [[] for _ in office.site_ids]
        for number, pool in enumerate(self._pools):
            self._at_site[pool.site].append(number)
        self._classes = {pair: number for number, pair in enumerate(office.room_classes)}
        self._known: dict[int, Suitable] = {}

    def of_each(self, requests: Requests) -> tuple[list[Suitable], NDArray[np.int64]]:
        """Return the different answers for these requests, and which of them is that of each request."""
        project = np.isin(requests.activity, _PROJECT_WORK)
        flags = requests.equipment | requests.takes_larger.astype(np.int64) << 1 | project << 2
        # A short number for each combination, so that the different ones are found by counting and not by sorting.
        most = int(requests.people.max(initial=0)) + 1
        code = (requests.site.astype(np.int64) * most + requests.people) << 3 | flags
        known = np.flatnonzero(np.bincount(code))
        place = np.zeros(int(code.max(initial=0)) + 1, dtype=np.int64)
        place[known] = np.arange(len(known))
        site, people = np.divmod(known >> 3, most)
        keys = site << 24 | people << 3 | known & 7
        return [self._of(int(key)) for key in keys], place[code]

    def of(self, site: int, people: int, equipment: bool, takes_larger: bool, activity: int) -> Suitable:
        """Return the pools for a party; none where no room of the site seats it."""
        flags = equipment | takes_larger << 1 | (activity in _PROJECT_WORK) << 2
        return self._of(site << 24 | people << 3 | flags)

    def _of(self, key: int) -> Suitable:
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._look_up(
                key >> 24,
                key >> 3 & 0x1FFFFF,
                equipment=bool(key & 1),
                takes_larger=bool(key & 2),
                project=bool(key & 4),
            )
        return found

    def _look_up(self, site: int, people: int, *, equipment: bool, takes_larger: bool, project: bool) -> Suitable:
        pools = self._pools
        here = [number for number in self._at_site[site] if project or pools[number].kind != "project"]
        sizes = [pools[number].seats for number in here]
        right = min((size for size in sizes if size >= people), default=max(sizes, default=0))
        seats_class = self._classes.get((site, right), self._any_class(site))

        def order(number: int) -> tuple[int, bool, bool, int]:
            pool = pools[number]
            # Project rooms first for project work; rooms without equipment first where none is needed.
            return pool.seats, pool.kind != "project", pool.equipment and not equipment, number

        fits = [n for n in here if pools[n].seats >= people and (pools[n].equipment or not equipment)]
        fits.sort(key=order)
        larger = [pools[number].seats for number in fits if pools[number].seats > right]
        preferred = min(larger) if takes_larger and larger else right
        first = [number for number in fits if pools[number].seats == preferred]
        second = [number for number in fits if pools[number].seats == right != preferred]
        rest = [number for number in fits if pools[number].seats not in (preferred, right)]
        return Suitable((*first, *second, *rest), len(first) + len(second), seats_class)

    def _any_class(self, site: int) -> int:
        """Return the smallest class of a site, for parties that no kind of room there is open to."""
        return next((number for (at, _), number in self._classes.items() if at == site), -1)
