"""Gatherings: who is invited to meet whom, when, where, and who has to be there in person. Written by activities."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sim.order import in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


#: Columns with one element for each gathering.
_OF_GATHERINGS = ("purpose", "priority", "day", "start_minute", "minutes", "site", "team", "unit", "visitors", "key")

_MINUTES_PER_DAY = 1440


@dataclass(slots=True)
class Gatherings:
    """Gatherings of a block of weeks, one array element each; participants follow one another in `person`.

    `purpose` see `sim.records.Purpose`; `priority` the higher wins a person's day; `day` counts Mondays to Fridays from
    the start of the run; `start_minute` since midnight; `site` where it is held, -1 at a customer's; `team` and `unit`
    who holds it (-1: none); `visitors` guests from outside; `key` names its luck about rooms. Participants of
    gathering g are
    `person[first[g]:first[g + 1]]`; `needed` says who of them has to be there in person.
    """

    purpose: NDArray[np.int8]
    priority: NDArray[np.int16]
    day: NDArray[np.int32]
    start_minute: NDArray[np.int32]
    minutes: NDArray[np.int32]
    site: NDArray[np.int32]
    team: NDArray[np.int32]
    unit: NDArray[np.int32]
    visitors: NDArray[np.int32]
    key: NDArray[np.uint64]
    first: NDArray[np.int64]
    person: NDArray[np.int32]
    needed: NDArray[np.bool_]
    _gathering: NDArray[np.int64] | None = field(default=None, init=False, repr=False, compare=False)
    _cells: NDArray[np.int64] | None = field(default=None, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        """Count the gatherings."""
        return len(self.day)

    @property
    def invited(self) -> NDArray[np.int64]:
        """Number of participants of each gathering."""
        return np.diff(self.first)

    def only(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Gatherings:
        """Return some of the gatherings, by mask or in the order of their indices."""
        index = np.arange(len(self))[chosen]
        invited = self.invited[index]
        participants = ragged(self.first[:-1][index], invited)
        return Gatherings(
            **{name: getattr(self, name)[index] for name in _OF_GATHERINGS},
            first=np.concatenate(([0], np.cumsum(invited))),
            person=self.person[participants],
            needed=self.needed[participants],
        )

    @property
    def gathering(self) -> NDArray[np.int64]:
        """Gathering of each participant, shape of `person`; kept, for many ask."""
        if self._gathering is None:
            self._gathering = np.repeat(np.arange(len(self)), self.invited)
        return self._gathering

    def cells(self, first_week: int, weeks: int, people: int) -> NDArray[np.int64]:
        """Return the flat index of each participant's person-day in a dense array of the block; kept, for many ask."""
        if self._cells is None:
            since = self.day.astype(np.int64) - first_week * 5
            week, weekday = since // 5, since % 5
            start = (weekday * weeks + week) * people
            self._cells = start[self.gathering] + self.person
        return self._cells


def nothing() -> Gatherings:
    """Return no gatherings at all."""
    whole = np.zeros(0, dtype=np.int32)
    return Gatherings(
        purpose=np.zeros(0, dtype=np.int8),
        priority=np.zeros(0, dtype=np.int16),
        day=whole,
        start_minute=whole,
        minutes=whole,
        site=whole,
        team=whole,
        unit=whole,
        visitors=whole,
        key=np.zeros(0, dtype=np.uint64),
        first=np.zeros(1, dtype=np.int64),
        person=whole,
        needed=np.zeros(0, dtype=bool),
    )


def joined(parts: Sequence[Gatherings]) -> Gatherings:
    """Put gatherings of several activities one after another."""
    if not parts:
        return nothing()
    ends = np.cumsum([0, *(len(part.person) for part in parts)])
    columns = (*_OF_GATHERINGS, "person", "needed")
    first = np.concatenate([part.first[:-1] + end for part, end in zip(parts, ends[:-1], strict=True)] + [ends[-1:]])
    return Gatherings(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in columns},
        first=first.astype(np.int64),
    )


def by_priority(gatherings: Gatherings) -> Gatherings:
    """Order gatherings so that of two on one day the one that says why somebody is there comes later.

    That is the one of higher priority, of two equal ones the earlier, and of two that begin together one by draw.
    """
    rank = gatherings.priority.astype(np.int64) * _MINUTES_PER_DAY - gatherings.start_minute
    return gatherings.only(in_order(gatherings.key, rank))


def ragged(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers starts[0], starts[0] + 1, ... for each pair of a start and a length, one run after another."""
    ends = np.cumsum(lengths)
    offset = np.repeat(starts - np.concatenate(([0], ends[:-1])), lengths)
    return offset + np.arange(int(ends[-1]) if len(ends) else 0)
