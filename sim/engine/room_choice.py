"""Which pools of rooms suit a party, in the order in which it tries them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.records import ROOM_ACTIVITIES, Purpose

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.office import Office
    from sim.requests import Requests

#: Gatherings that may use project rooms.
_PROJECT_WORK = (Purpose.IDEATION, Purpose.DEVELOPMENT_DAY)
_IS_PROJECT_WORK = np.isin(np.arange(len(ROOM_ACTIVITIES)), _PROJECT_WORK)


@dataclass(frozen=True, slots=True)
class Suitable:
    """Pools (indices) in order of trial; the first `own` of them are of the size asked for or preferred by taste.

    `seats_class` is the class asked for: the fewest seats that are enough, or the most there are.
    """

    pools: tuple[int, ...]
    own: int
    seats_class: int


class RoomChoice:
    """Looks suitable pools up by site, people, equipment, taste and activity, each combination once.

    `answers` are those found so far; of each, `first_pool` is tried first (-1: none), `only_larger` says that none is
    of the right size, and `seats_class` is the class asked for.
    """

    def __init__(self, office: Office) -> None:
        self._pools = office.room_pools
        self._at_site: list[list[int]] = [[] for _ in office.site_ids]
        for number, pool in enumerate(self._pools):
            self._at_site[pool.site].append(number)
        self._classes = {pair: number for number, pair in enumerate(office.room_classes)}
        # Parties that fit into the same rooms are alike: the largest of them stands for all, [site, people].
        self._most = max((pool.seats for pool in self._pools), default=0) + 1
        self._alike = np.full((len(office.site_ids), self._most + 1), self._most, dtype=np.int64)
        for pool in sorted(self._pools, key=lambda one: -one.seats):
            self._alike[pool.site, : pool.seats + 1] = pool.seats
        self._number = np.full(len(office.site_ids) * (self._most + 1) << 3, -1, dtype=np.int64)
        self.answers: list[Suitable] = []
        self.first_pool = self.seats_class = np.zeros(0, dtype=np.int64)
        self.only_larger = np.zeros(0, dtype=bool)

    def of_each(self, requests: Requests) -> NDArray[np.int64]:
        """Return which of the `answers` is that of each request."""
        flags = requests.equipment | requests.takes_larger.astype(np.int64) << 1
        flags |= _IS_PROJECT_WORK[requests.activity].astype(np.int64) << 2
        people = self._alike[requests.site, np.minimum(requests.people, self._most)]
        code = (requests.site.astype(np.int64) * (self._most + 1) + people) << 3 | flags
        which: NDArray[np.int64] = self._number[code]
        if (which < 0).any():
            for new in np.unique(code[which < 0]).tolist():
                self._answer(new)
            self.first_pool = np.array([one.pools[0] if one.pools else -1 for one in self.answers])
            self.only_larger = np.array([one.own == 0 for one in self.answers])
            self.seats_class = np.array([one.seats_class for one in self.answers])
            which = self._number[code]
        return which

    def of(self, site: int, people: int, equipment: bool, takes_larger: bool, activity: int) -> Suitable:
        """Return the pools for a party; none where no room of the site seats it."""
        flags = equipment | takes_larger << 1 | (activity in _PROJECT_WORK) << 2
        code = (site * (self._most + 1) + int(self._alike[site, min(people, self._most)])) << 3 | flags
        number = int(self._number[code])
        return self.answers[number] if number >= 0 else self._look_up(code)

    def _answer(self, code: int) -> None:
        """Look one combination up and remember it."""
        self._number[code] = len(self.answers)
        self.answers.append(self._look_up(code))

    def _look_up(self, code: int) -> Suitable:
        site, people = divmod(code >> 3, self._most + 1)
        equipment, takes_larger, project = bool(code & 1), bool(code & 2), bool(code & 4)
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
