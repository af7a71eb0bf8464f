"""What norms and gatherings ask of single people in a block of weeks, and who decided a day that was not wished."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.attendance.weekly_choice import choose, put_first
from sim.draws import TABLE_SIZE, field
from sim.policies.norm import FEWEST, MOST
from sim.records import Decider

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.gatherings import Gatherings
    from sim.policies.norm import Norms

#: Where a person-day is not needed by any gathering, and where it is needed at a customer's.
NOT_NEEDED, AT_CUSTOMER = -2, -1


def needed_sites(gatherings: Gatherings, first_week: int, weeks: int, people: int) -> NDArray[np.int16]:
    """Where the gathering of highest priority needs each person on each day, shape [weekday, week, person]."""
    site = np.full((5, weeks, people), NOT_NEEDED, dtype=np.int16)
    if len(gatherings):
        cells = gatherings.cells(first_week, weeks, people)
        # Gatherings are ordered by priority, and the last of several values for one element stays.
        site.ravel()[cells[gatherings.needed]] = gatherings.site[gatherings.gathering[gatherings.needed]]
    return site


@dataclass(slots=True)
class Chosen:
    """Office days of some people in a block, the level of the rule that holds each day, and who decided."""

    office: NDArray[np.bool_]
    rule: NDArray[np.int8]
    decided_by: NDArray[np.int8]


@dataclass(slots=True)
class Wish:
    """What some people bring to the week: scores of all days, free and under the norms, and the days they wish.

    `available` are the days on which they can come: not absent, and not needed at a customer's.
    """

    free: NDArray[np.int32]
    under_norms: NDArray[np.int32]
    days: NDArray[np.int8]
    available: NDArray[np.bool_]
    draws: NDArray[np.uint64]


def choose_under(
    norms: Norms, wish: Wish, people: NDArray[np.int64], teams: NDArray[np.integer], needed: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], Chosen]:
    """Choose the week twice: by wish alone, and under norms and gatherings. Return the wished days and what is chosen.

    `people` and `teams` are the indices of the people in question, `needed` the days a gathering needs them.
    """
    wished = choose(wish.free, wish.days)
    rule = np.where(wish.available, norms.level[:, :, teams], np.int8(0))
    adherence = norms.adherence[teams]
    fewest, most, min_level = norms.days_min[teams], norms.days_max[teams], norms.min_level[teams]
    for exception in norms.exceptions:
        for at in np.flatnonzero(people == exception.person):
            if exception.days is not None:
                rule[:, :, at] = exception.days[:, None] * wish.available[:, :, at] * np.int8(Decider.TEAM)
            adherence[at] = adherence[at] if exception.adherence is None else exception.adherence
            if exception.days_min is not None:
                fewest[at], min_level[at] = exception.days_min, Decider.TEAM
            most[at] = most[at] if exception.days_max is None else exception.days_max
    kept = (rule > 0) & (field(wish.draws, 2) < adherence * TABLE_SIZE)
    first = kept | (needed & wish.available)
    days = np.minimum(wish.days, wish.available.sum(axis=0, dtype=np.int8))
    if (fewest > FEWEST).any() or (most < MOST).any():
        days = _bounded(days, fewest, most, wish, adherence)
    asked_more = days > wish.days
    score = np.where(wish.available, wish.under_norms, np.iinfo(np.int32).min)
    office = choose(put_first(score, first), np.maximum(days, first.sum(axis=0, dtype=np.int8)))

    lowest = np.where(rule > 0, rule, np.int8(127)).min(axis=0)
    somebody = np.where(lowest < 127, lowest, np.int8(Decider.ACTIVITY))
    somebody = np.where(asked_more, min_level, somebody).astype(np.int8)
    decided_by = np.where(needed, np.int8(Decider.ACTIVITY), np.where(kept, rule, somebody))
    decided_by[wished | ~office] = Decider.PERSON
    return wished, Chosen(office, rule, decided_by)


def _bounded(
    days: NDArray[np.int8], fewest: NDArray[np.int8], most: NDArray[np.int8], wish: Wish, adherence: NDArray[np.float64]
) -> NDArray[np.int8]:
    """Bring the wished days within the bounds; a person keeps the minimum of a week with probability `adherence`."""
    available = wish.available.sum(axis=0, dtype=np.int8)
    keeps = field(wish.draws[0], 3) < adherence * TABLE_SIZE
    lower = np.where(keeps, (fewest * available * 2 + 5) // 10, 0)
    upper = (most * available * 2 + 5) // 10
    return np.clip(days, np.minimum(lower, upper), upper).astype(np.int8)
