"""Table `frontier`: togetherness against desks and the way to work, one row per world, and which worlds are beaten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from sim.stats.interval import mean_interval
from sim.stats.paired import paired_difference
from sim.stats.summary import CI_LEVEL
from sim.studies.compared.comparison import everybody_interval
from sim.studies.compared.desks import desks_difference

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from sim.stats.interval import Interval
    from sim.stats.paired import PairedDifference
    from sim.studies.compared.desks import Desks
    from sim.studies.compared.worlds import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A world on the frontier's plane; `dominated_by` are the worlds that clearly give as much for as few desks.

    `leaner_than` are those that clearly need more desks, `closer_than` those that clearly have less togetherness.
    """

    policy: str
    copresence_share: Interval
    desks_needed: Interval
    desks_needed_city_wide: Interval
    commute_hours_per_week: Interval
    dominated_by: tuple[str, ...]
    leaner_than: tuple[str, ...]
    closer_than: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two worlds, the first less the second, with limits that hold for all pairs of worlds together (Bonferroni)."""

    together: PairedDifference
    needed: PairedDifference

    @property
    def leaner(self) -> bool:
        """The first clearly needs fewer desks."""
        return self.needed.high is not None and self.needed.high < 0

    @property
    def closer(self) -> bool:
        """The first clearly has more togetherness."""
        return self.together.low is not None and self.together.low > 0

    @property
    def beats(self) -> bool:
        """The first has at least the togetherness of the second with at most its desks, and not the same of both."""
        if self.together.low is None or self.needed.high is None:
            return False
        same = self.together.difference == 0 and self.needed.difference == 0
        return self.together.low >= 0 and self.needed.high <= 0 and not same

    @property
    def turned(self) -> _Pair:
        """The second less the first."""
        return _Pair(_turned(self.together), _turned(self.needed))


def points(worlds: Sequence[World], desks: Sequence[Desks]) -> list[Point]:
    """Place every world, in order."""
    pairs = _pairs(worlds, desks)

    def labels(number: int, holds: Callable[[_Pair], bool]) -> tuple[str, ...]:
        """Name the worlds for which something holds of this world less each of them."""
        others = (other for other in range(len(worlds)) if other != number)
        return tuple(worlds[other].label for other in others if holds(pairs[number, other]))

    return [
        Point(
            policy=world.label,
            copresence_share=mean_interval(_copresence(world), CI_LEVEL),
            desks_needed=needed.together,
            desks_needed_city_wide=needed.city,
            commute_hours_per_week=everybody_interval(world, "commute_hours_per_week"),
            dominated_by=labels(number, lambda pair: pair.turned.beats),
            leaner_than=labels(number, lambda pair: pair.leaner),
            closer_than=labels(number, lambda pair: pair.closer),
        )
        for number, (world, needed) in enumerate(zip(worlds, desks, strict=True))
    ]


def _pairs(worlds: Sequence[World], desks: Sequence[Desks]) -> dict[tuple[int, int], _Pair]:
    """Compare every two worlds, both ways."""
    pairs = list(combinations(range(len(worlds)), 2))
    level = 1 - (1 - CI_LEVEL) / max(len(pairs), 1)
    found = {}
    for a, b in pairs:
        together = paired_difference(_copresence(worlds[a]), _copresence(worlds[b]), level)
        found[a, b] = _Pair(together, desks_difference(desks[a], desks[b], level))
        found[b, a] = found[a, b].turned
    return found


def _turned(found: PairedDifference) -> PairedDifference:
    """Turn a difference and its limits; its verdict is not looked at here."""

    def minus(value: float | None) -> float | None:
        return None if value is None else -value

    return replace(found, difference=minus(found.difference), low=minus(found.high), high=minus(found.low))


def _copresence(world: World) -> NDArray[np.float64]:
    return world.means["copresence_share"][:, -1]


def rows(found: Sequence[Point]) -> pl.DataFrame:
    """Table `frontier`: one row per world; `_ci_low` and `_ci_high` are 95 % limits of the number before."""
    import polars as pl

    measures = ("copresence_share", "desks_needed", "desks_needed_city_wide", "commute_hours_per_week")
    columns: dict[str, list[object]] = {"policy": [point.policy for point in found]}
    for measure in measures:
        intervals = [getattr(point, measure) for point in found]
        columns[measure] = [interval.estimate for interval in intervals]
        columns[f"{measure}_ci_low"] = [interval.low for interval in intervals]
        columns[f"{measure}_ci_high"] = [interval.high for interval in intervals]
    columns["dominated"] = [bool(point.dominated_by) for point in found]
    columns["dominated_by"] = [", ".join(point.dominated_by) or None for point in found]
    types = {"policy": pl.String(), "dominated": pl.Boolean(), "dominated_by": pl.String()}
    return pl.DataFrame(columns, schema={name: types.get(name, pl.Float64()) for name in columns})
