"""Parts of a total of which none is a small group: the small ones, and the least of too many, become one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.suppression import SMALLEST_GROUP, suppressed_groups

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A total taken apart: `shown` by name, the order being that of the input, and `merged`, whose sum is `other`."""

    shown: dict[str, float]
    merged: tuple[str, ...]
    other: float

    @property
    def total(self) -> float:
        """What the parts add up to."""
        return sum(self.shown.values()) + self.other


def whole_people(mean: float) -> int:
    """Count a mean number of people as whole ones, downward: 4.9 is a small group; 0 only where it is nobody."""
    return max(1, math.floor(mean + 1e-9)) if mean > 0 else 0


def merged_parts(
    desks: Mapping[str, float],
    people: Mapping[str, int] | None = None,
    most: int | None = None,
    hide: Collection[str] = (),
) -> Parts | None:
    """Take a total apart into groups of 5 or more and one remainder that is no small group either.

    Parameters
    ----------
    desks
        Mean number of people in each group; groups of nobody are left out.
    people
        Where given, all who belong to each group, be they there or not: a group of few is small also when all come.
    most
        Parts that may be shown, the remainder included; beyond, the least ones join the remainder.
    hide
        Groups that join the remainder whatever their size.

    Returns
    -------
    Parts or None
        None where the total is a small group itself. `merged` holds no single group, so that nothing in it is shown
        by a difference.
    """
    some = {name: value for name, value in desks.items() if value > 0}
    sizes = {name: whole_people(value) for name, value in some.items()}
    if people is not None:
        sizes = {name: min(size, people.get(name, 0) or 1) for name, size in sizes.items()}
    if not some or sum(some.values()) < SMALLEST_GROUP:
        return None
    hidden = set(suppressed_groups(sizes)) | (set(hide) & set(some))
    if len(hidden) == 1 == len(some):
        return None
    order = sorted(set(some) - hidden, key=lambda name: (some[name], name))
    while order and (
        len(hidden) == 1
        or (hidden and sum(some[name] for name in hidden) < SMALLEST_GROUP)  # six groups of 0.3 people are 2 people
        or (most is not None and len(order) + bool(hidden) > most)
    ):
        hidden.add(order.pop(0))
    return Parts(
        shown={name: value for name, value in some.items() if name not in hidden},
        merged=tuple(name for name in some if name in hidden),
        other=sum(some[name] for name in some if name in hidden),
    )
