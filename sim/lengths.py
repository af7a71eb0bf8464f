"""How long a room is held: laws of a length in minutes, read through a table of their quantiles.

A planner states them from a booking log (`shares`); queueing theory needs the others, for a loss system depends on the
mean alone and a queue does not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from pydantic import Discriminator, Field

from sim.draws import TABLE_SIZE, normal_table
from sim.quantities import Settings, Share

if TYPE_CHECKING:
    from numpy.typing import NDArray

_Minutes = Annotated[float, Field(gt=0, le=1440, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed(Settings):
    """Always `minutes`."""

    kind: Literal["fixed"] = "fixed"
    minutes: _Minutes

    def quantiles(self) -> NDArray[np.float64]:
        """Return the table of quantiles in minutes."""
        return np.full(TABLE_SIZE, self.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exponential(Settings):
    """Without memory, `mean_minutes` on average."""

    kind: Literal["exponential"] = "exponential"
    mean_minutes: _Minutes

    def quantiles(self) -> NDArray[np.float64]:
        """Return the table of quantiles in minutes: -m ln(1 - p)."""
        return -self.mean_minutes * np.log1p(-_probabilities())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lognormal(Settings):
    """Many short ones and a few long ones; `cv` is the standard deviation over the mean."""

    kind: Literal["lognormal"] = "lognormal"
    mean_minutes: _Minutes
    cv: Annotated[float, Field(gt=0, le=10, allow_inf_nan=False)]

    def quantiles(self) -> NDArray[np.float64]:
        """Return the table of quantiles in minutes."""
        variance = math.log1p(self.cv**2)
        return self.mean_minutes * np.exp(math.sqrt(variance) * normal_table() - variance / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares(Settings):
    """One of a few lengths: `minutes[i]` with probability `share[i]`; the shares add up to 1."""

    kind: Literal["shares"] = "shares"
    minutes: Annotated[tuple[_Minutes, ...], Field(min_length=1, max_length=50)]
    share: Annotated[tuple[Share, ...], Field(min_length=1, max_length=50)]

    def quantiles(self) -> NDArray[np.float64]:
        """Return the table of quantiles in minutes, shortest first."""
        return by_shares(self.minutes, self.share)


AnyLength = Annotated[Fixed | Exponential | Lognormal | Shares, Discriminator("kind")]


def _probabilities() -> NDArray[np.float64]:
    return (np.arange(TABLE_SIZE) + 0.5) / TABLE_SIZE


def by_shares(values: tuple[float, ...], share: tuple[float, ...]) -> NDArray[np.float64]:
    """Return the quantile table of a law with a few values."""
    order = np.argsort(values, kind="stable")
    below = np.cumsum(np.array(share, dtype=np.float64)[order])
    index = np.searchsorted(below, _probabilities() * below[-1], side="left")
    chosen: NDArray[np.float64] = np.array(values, dtype=np.float64)[order][index]
    return chosen


@lru_cache(maxsize=64)
def length_ticks(law: AnyLength, ticks_per_minute: int) -> NDArray[np.int32]:
    """Return the quantile table of a length in whole ticks, rounded up, at least one."""
    return np.maximum(np.ceil(law.quantiles() * ticks_per_minute - 1e-9), 1).astype(np.int32)


@lru_cache(maxsize=64)
def poisson_table(mean: float) -> NDArray[np.int32]:
    """Return the quantile table of a Poisson number.

    The middle of the law is summed up from its largest term outward in logarithms, so that large means do not
    underflow.
    """
    if mean <= 0:
        return np.zeros(TABLE_SIZE, dtype=np.int32)
    highest = math.ceil(mean + 12 * math.sqrt(mean) + 30)
    numbers = np.arange(highest + 1)
    log_factorial = np.concatenate(([0.0], np.cumsum(np.log(numbers[1:]))))
    below = np.cumsum(np.exp(numbers * math.log(mean) - mean - log_factorial))
    return np.searchsorted(below, _probabilities(), side="left").clip(max=highest).astype(np.int32)
