"""Gatherings that come up: how many there are in a week is random, and so are day and time."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import numpy as np
from pydantic import Field

from sim.activities.room_need import RoomNeed
from sim.activities.series import Length, Priority
from sim.draws import field, threshold
from sim.quantities import Minute, NonNegative, Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.activities.context import Context

#: Weeks in which people work, on which rates per year are spread.
WEEKS_PER_YEAR = 52


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasional(Settings):
    """When something comes up, `minutes` long, starting at `earliest_start` or whole half hours later.

    The last start is `latest_start`, or an earlier one if it has to be for the gathering to end before its site closes.
    Of several gatherings on a day the one of highest `priority` says why. `room` says what it needs.
    """

    earliest_start: Minute
    latest_start: Minute
    minutes: Length
    priority: Priority
    room: RoomNeed = dataclasses.field(default_factory=RoomNeed)


Rate = Annotated[NonNegative, Field(le=WEEKS_PER_YEAR)]


@dataclass(frozen=True, slots=True)
class Occasions:
    """Occasions of a block: which host (index), in which week of the block, on which day.

    Of the 64 random `bits` of each, field 0 is used up and field 1 says when it starts; fields 2 and 3 are free.
    """

    host: NDArray[np.int64]
    week: NDArray[np.int64]
    day: NDArray[np.int32]
    bits: NDArray[np.uint64]


def occasions(
    context: Context, name: str, keys: NDArray[np.uint64], per_year: NDArray[np.float64] | float
) -> Occasions:
    """Draw the occasions of hosts with `per_year` of them each, at most one a week, on any workday of the week."""
    numbers = context.week_numbers
    happens = (context.luck.stream(name).bits_over(keys, numbers) >> np.uint64(1)) < threshold(
        np.minimum(np.asarray(per_year) / WEEKS_PER_YEAR, 1.0)
    )
    week, host = np.nonzero(happens)
    bits = context.luck.stream(f"{name} occasion").bits_each(keys[host], numbers[week])
    day, takes_place = context.workday_of(week, (field(bits, 0) % 5).astype(np.int64))
    return Occasions(host[takes_place], week[takes_place], day[takes_place], bits[takes_place])
