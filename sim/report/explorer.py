"""What a reader of a comparison may try: every policy with every number of desks around those there are today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.compared import Change
    from sim.stats.interval import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """One measure of one policy at each number of desks, with its change against the baseline with today's desks."""

    values: Sequence[Interval]
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One policy at each number of desks.

    `short` is the share of workdays on which at least one site wants more desks than it has, `days_short` their number
    in all replications together; `missing` are the desks missing at the busiest moment of a day, each site by itself,
    added up: people who find none then.
    """

    short: Outlook
    days_short: Sequence[int]
    missing: Outlook


@dataclass(frozen=True, slots=True, kw_only=True)
class Explored:
    """All numbers of desks that can be chosen, `today` among them, and the policies in the order of the comparison.

    `days` are the workdays of one replication.
    """

    today: int
    desks: range
    days: int
    policies: Sequence[Tried]
