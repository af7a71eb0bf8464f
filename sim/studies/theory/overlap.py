"""Days on which two people meet who choose their days apart from each other: V9 and O11."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.oracles import anchored_shared_days, mean, shared_days
from sim.studies.theory.check import Check, mean_check
from sim.studies.theory.reading import days_met, team_means

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sim.oracles import Law
    from sim.studies.theory.reading import Tables

_TOLERANCE = 0.01  # facts.md D, V9


def one_day(tables: Tables) -> list[Check]:
    """V9 with one of five days each."""
    return _overlap(tables, shared_days(1), chosen=1)


def two_days(tables: Tables) -> list[Check]:
    """V9 with two of five days each."""
    return _overlap(tables, shared_days(2), chosen=2)


def three_days(tables: Tables) -> list[Check]:
    """V9 with three of five days each: two people always meet."""
    return _overlap(tables, shared_days(3), chosen=3)


def anchor_and_free_day(tables: Tables) -> list[Check]:
    """V9 with one common day and one of the other four at random."""
    return _overlap(tables, anchored_shared_days(2), chosen=2)


def does_a_pair_meet(tables: Tables) -> list[Check]:
    """O11: two of five days at random each."""
    law, met = shared_days(2), days_met(tables)
    return [
        mean_check("share of weeks in which a pair meets", 1 - float(law[0]), (met > 0).mean(axis=1)),
        mean_check("days a pair meets in a week", mean(law), met.mean(axis=1)),
        *[_met_exactly(days, float(share), met) for days, share in enumerate(law)],
    ]


def _met_exactly(days: int, share: float, met: NDArray[np.int64]) -> Check:
    return mean_check(f"share of weeks in which a pair meets on {days} days", share, (met == days).mean(axis=1))


def _overlap(tables: Tables, law: Law, chosen: int) -> list[Check]:
    """Compare mean and zero class, and the copresence share: of two office days, how many are shared with the other."""
    met = days_met(tables)
    copresence = team_means(tables, "copresence_share")
    return [
        mean_check("days a pair meets in a week", mean(law), met.mean(axis=1), _TOLERANCE),
        mean_check("share of weeks in which a pair never meets", float(law[0]), (met == 0).mean(axis=1), _TOLERANCE),
        mean_check("copresence share", mean(law) / chosen, copresence, _TOLERANCE),
    ]
