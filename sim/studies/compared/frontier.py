"""Table `frontier`: togetherness against desks and the way to work, one row per world, and which worlds are beaten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.stats.interval import mean_interval
from sim.stats.paired import paired_difference
from sim.stats.summary import CI_LEVEL
from sim.studies.compared.comparison import everybody_interval
from sim.studies.compared.desks import desks_difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from sim.stats.interval import Interval
    from sim.studies.compared.desks import Desks
    from sim.studies.compared.worlds import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A world on the frontier's plane; `dominated_by` are the worlds that clearly give as much for as few desks."""

    policy: str
    copresence_share: Interval
    desks_needed: Interval
    desks_needed_city_wide: Interval
    commute_hours_per_week: Interval
    dominated_by: tuple[str, ...]


def points(worlds: Sequence[World], desks: Sequence[Desks]) -> list[Point]:
    """Place every world, in order."""
    return [
        Point(
            policy=world.label,
            copresence_share=mean_interval(_copresence(world), CI_LEVEL),
            desks_needed=needed.together,
            desks_needed_city_wide=needed.city,
            commute_hours_per_week=everybody_interval(world, "commute_hours_per_week"),
            dominated_by=tuple(
                worlds[other].label
                for other in range(len(worlds))
                if other != number and _beats(worlds, desks, other, number)
            ),
        )
        for number, (world, needed) in enumerate(zip(worlds, desks, strict=True))
    ]


def _beats(worlds: Sequence[World], desks: Sequence[Desks], a: int, b: int) -> bool:
    """Whether world a has at least the togetherness of b with at most its desks, and is not the same in both.

    Both limits have to say so, at a level that holds for all pairs of worlds together (Bonferroni).
    """
    pairs = len(worlds) * (len(worlds) - 1) // 2
    level = 1 - (1 - CI_LEVEL) / pairs
    together = paired_difference(_copresence(worlds[a]), _copresence(worlds[b]), level)
    needed = desks_difference(desks[a], desks[b], level)
    if together.low is None or needed.high is None:
        return False
    return together.low >= 0 and needed.high <= 0 and not (together.difference == 0 and needed.difference == 0)


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
