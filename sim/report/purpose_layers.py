"""People on site through the day by purpose, all sites together, as the figures of purposes take them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sim.report.merging import merged_parts
from sim.report.purposes import LAYERS, OTHER, layer_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.report.purposes import Layer


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeLayers:
    """Mean number of people, shape [layers, weekdays, bins]; `weekdays` 1 to 5, `minutes` since midnight."""

    layers: tuple[Layer, ...]
    weekdays: tuple[int, ...]
    minutes: NDArray[np.int64]
    people: NDArray[np.float64]

    @property
    def busiest_bins(self) -> NDArray[np.int64]:
        """For each weekday the first bin with most people."""
        return np.asarray(self.people.sum(axis=0).argmax(axis=1))

    @property
    def at_busiest_bin(self) -> NDArray[np.float64]:
        """People in the busiest bin of each weekday, shape [layers, weekdays]."""
        return self.people[:, np.arange(len(self.weekdays)), self.busiest_bins]


def purpose_layers(presence: pl.DataFrame) -> PurposeLayers | None:
    """Add up the means of all sites (means add up, quantiles do not); None where too few people are ever on site.

    A layer that never holds 5 people on average, in no bin of any weekday, is a small group and joins `OTHER`.
    """
    rows = presence.drop_nulls("purpose")
    weekdays = tuple(presence["weekday"].unique().sort().to_list())
    minutes = presence["minute"].unique().sort().to_numpy().astype(np.int64)
    sums = rows.group_by("purpose", "weekday", "minute").agg(pl.col("people_mean").sum()).sort("purpose")
    people = np.zeros((len(LAYERS) + 1, len(weekdays), len(minutes)))
    kinds = (*LAYERS, OTHER)
    for (purpose,), part in sums.group_by("purpose", maintain_order=True):
        layer = kinds.index(layer_of(str(purpose)))
        at = np.searchsorted(weekdays, part["weekday"].to_numpy()), np.searchsorted(minutes, part["minute"].to_numpy())
        people[layer, at[0], at[1]] += part["people_mean"].to_numpy()
    peaks = {kind.key: float(peak) for kind, peak in zip(kinds, people.max(axis=(1, 2), initial=0), strict=True)}
    parts = merged_parts(peaks)
    if parts is None:
        return None
    keep = [number for number, kind in enumerate(kinds) if kind.key in parts.shown and kind is not OTHER]
    layers, shown = [kinds[number] for number in keep], [people[number] for number in keep]
    rest = people.sum(axis=0) - sum(shown, start=np.zeros(people.shape[1:]))
    if parts.merged or OTHER.key in parts.shown:
        layers.append(OTHER)
        shown.append(np.maximum(rest, 0))
    return PurposeLayers(layers=tuple(layers), weekdays=weekdays, minutes=minutes, people=np.array(shown))
