"""Rows of table `sensitivity`: what each input does to each key figure, ranked by the swing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sim.report.sensitivity_rows import SensitivityRow
from sim.report.sensitivity_words import unit_of_metric
from sim.stats.holm import holm
from sim.stats.paired import PairedDifference
from sim.studies.varied.worlds import difference, shared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.studies.varied.parameters import Parameter
    from sim.studies.varied.worlds import Figures

#: The swing is between the two most extreme of three worlds, which is one of three pairs; its limits and its p-value
#: hold for that choice.
_PAIRS = 3
_NOTHING = PairedDifference(None, None, None, None, "not_tested")


@dataclass(frozen=True, slots=True)
class Moved:
    """One input with the worlds in which it is at its ends, and the one in which it is as it is."""

    parameter: Parameter
    base: Figures
    low: Figures
    high: Figures


def rows_of(moves: Sequence[Moved], metrics: Sequence[str]) -> list[SensitivityRow]:
    """Return a row for each input and key figure, metric by metric, the largest swing first."""
    found = []
    for metric in metrics:
        rows = _adjusted([_row(moved, metric) for moved in moves])
        rows.sort(key=lambda row: (row.swing is None, -(row.swing or 0.0), row.parameter))
        swings = [row.swing for row in rows]
        found += [replace(row, rank=None if row.swing is None else swings.index(row.swing) + 1) for row in rows]
    return found


def _row(moved: Moved, metric: str) -> SensitivityRow:
    parameter = moved.parameter
    base, low, high = shared([moved.base, moved.low, moved.high])
    at_low, at_high = difference(low, base, metric), difference(high, base, metric)
    swing = _swing([base, low, high], metric)
    return SensitivityRow(
        parameter=parameter.name,
        says=parameter.moves.says,
        keys=" ".join(parameter.moves.keys),
        unit=parameter.unit,
        source_kind=parameter.source_kind,
        source=parameter.source,
        range_source=parameter.range_source,
        set_in=parameter.set_in,
        value=parameter.value,
        low=parameter.moves.low,
        high=parameter.moves.high,
        metric=metric,
        metric_unit=unit_of_metric(metric),
        estimate=base.estimate(metric),
        estimate_low=low.estimate(metric),
        estimate_high=high.estimate(metric),
        difference_low=at_low.difference,
        difference_low_ci_low=at_low.low,
        difference_low_ci_high=at_low.high,
        difference_high=at_high.difference,
        difference_high_ci_low=at_high.low,
        difference_high_ci_high=at_high.high,
        swing=swing.difference,
        swing_ci_low=swing.low,
        swing_ci_high=swing.high,
        adjusted_p=None if swing.p_value is None else min(_PAIRS * swing.p_value, 1.0),
        rank=None,
        replications=len(base.replications),
    )


def _swing(worlds: Sequence[Figures], metric: str) -> PairedDifference:
    """Return the difference of the two worlds that lie furthest apart."""
    estimates = [world.estimate(metric) for world in worlds]
    known = [(value, number) for number, value in enumerate(estimates) if value is not None]
    if len(known) < len(worlds):
        return _NOTHING
    highest = max(known, key=lambda one: (one[0], -one[1]))[1]
    lowest = min(known)[1]
    if highest == lowest:  # all three are equal, so any two of them tell
        return difference(worlds[1], worlds[0], metric, _PAIRS)
    return difference(worlds[highest], worlds[lowest], metric, _PAIRS)


def _adjusted(rows: list[SensitivityRow]) -> list[SensitivityRow]:
    """Adjust the p-values of the inputs of one metric for each other."""
    p_values = holm(np.array([np.nan if row.adjusted_p is None else row.adjusted_p for row in rows]))
    return [
        replace(row, adjusted_p=None if np.isnan(p_value) else float(p_value))
        for row, p_value in zip(rows, p_values, strict=True)
    ]
