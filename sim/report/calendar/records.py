"""What the calendar shows, as plain facts: places, each with what was seen there on every day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.stats.interval import Interval, mean_interval
from sim.stats.share_of_days import share_interval

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

#: The band of a day: one replication of so many lies below it at most, and as many above.
_ONE_OUT_OF = 20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """What was seen of one place with its desks; arrays have one entry for each workday.

    `mean` desks wanted at the busiest moment, the band `low` to `high` of replications, `short` replications of
    `replications` in which more were wanted than there are, and the mean of people `sent_home`. The intervals are of
    all days: `wanted_mean`, `short_share` and `sent_home_mean` a day; `days_short` counts days of all replications.
    """

    desks: int
    replications: int
    mean: NDArray[np.float64]
    low: Counts
    high: Counts
    short: Counts
    sent_home: NDArray[np.float64]
    wanted_mean: Interval
    short_share: Interval
    sent_home_mean: Interval
    days_short: int


def seen_of(desks: int, wanted: Counts, sent_home: Counts) -> Seen:
    """Sum up counts of shape [replications, days]."""
    number = len(wanted)
    ranked = np.sort(wanted, axis=0)
    outside = number // _ONE_OUT_OF
    too_few = wanted > desks
    return Seen(
        desks=desks,
        replications=number,
        mean=wanted.mean(axis=0),
        low=ranked[outside],
        high=ranked[number - 1 - outside],
        short=too_few.sum(axis=0),
        sent_home=sent_home.mean(axis=0),
        wanted_mean=mean_of_counts(wanted.mean(axis=1)),
        short_share=share_interval(too_few),
        sent_home_mean=mean_of_counts(sent_home.mean(axis=1)),
        days_short=int(too_few.sum()),
    )


def band_is_everything(replications: int) -> bool:
    """Whether so few replications were run that the band of a day reaches from the lowest to the highest."""
    return replications < _ONE_OUT_OF


def mean_of_counts(values: NDArray[np.float64]) -> Interval:
    """Estimate a mean of what is counted; t limits may fall below 0, which no count does."""
    found = mean_interval(values)
    return found if found.low is None else Interval(found.estimate, max(found.low, 0.0), found.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A number of a place: its value, what it rests on, and how it compares, as written in the page's language.

    `limits` and `rest` fill the placeholders of the sentence that all places share, unless the card has a sentence
    `about` itself of its own; `tone` is `gain` or `loss` where a planner may be glad of it or not.
    """

    value: str
    limits: str = ""
    rest: str = ""
    change: str = ""
    tone: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DeskChoice:
    """Numbers of desks that can be chosen, ascending, places of today's and of the found one among them.

    `short` is the share of the days that count on which each number would be too few. `ranked` are desks wanted on each
    day from the fewest to the most, shape [values, days].
    """

    numbers: Sequence[int]
    today: int
    found: int | None
    short: Sequence[Interval]
    ranked: Counts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Place:
    """A site, or all of them where `whole`; one entry of `seen` and of `cards` for each step that can be chosen.

    So have `lines`: what a reader must know of the place before its numbers, often nothing.
    """

    name: str
    whole: bool
    seen: Sequence[Seen]
    cards: Sequence[Sequence[Card]]
    lines: Sequence[str]
    desks: DeskChoice | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class YearOfSites:
    """All that one calendar shows; `keys` tell the cards apart, `notes` say what to know.

    `headings` and `about` are the heading and the sentence of each card; others, where all sites are meant, stand in
    `headings_whole` and `about_whole`. `steps` may be chosen besides the place: the name of each, and what is said
    where it is chosen.
    """

    dates: Sequence[date]
    places: Sequence[Place]
    keys: Sequence[str]
    headings: Sequence[str]
    headings_whole: Sequence[str]
    about: Sequence[str]
    about_whole: Sequence[str]
    notes: Sequence[str]
    steps: Sequence[tuple[str, str]] = ()
    sent_home_today: bool = False
