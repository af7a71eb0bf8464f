"""How many desks and rooms the usual rules of thumb ask for. Each leaves something out; the study `size` says what."""

from __future__ import annotations

import math

import numpy as np

from sim.oracles.queues import rooms_for

#: A number that misses a whole one by less is that whole number: rounding must not add a desk.
_ROUNDING = 1e-9


def desks_by_ratio(people: int, desks_per_person: float) -> int:
    """Desks for a head count at a fixed ratio, rounded up: the rule of most space standards."""
    return math.ceil(people * desks_per_person - _ROUNDING)


def desks_by_binomial(people: int, attendance: float, level: float) -> int:
    """Smallest number that suffices on `level` of days if everybody comes with one probability, on their own.

    The quantile of Binomial(people, attendance): smallest d with P(X > d) <= 1 - level. The tail is the incomplete beta
    function I_p(d + 1, n - d), so that a hundred thousand people are no matter.
    """
    from scipy.special import bdtrc

    if people == 0:
        return 0
    tails = bdtrc(np.arange(people + 1, dtype=np.float64), people, min(attendance, 1.0))
    return int(np.argmax(tails <= 1 - level + _ROUNDING))


def desks_by_normal(mean: float, deviation: float, level: float) -> int:
    """Mean and so many standard deviations as a normal law has below `level` (1.645 for 95 %), rounded up."""
    from scipy.special import ndtri

    return max(math.ceil(mean + float(ndtri(level)) * deviation - _ROUNDING), 0)


def rooms_by_erlang(load: float, level: float) -> int:
    """Fewest rooms with which Erlang's formula B refuses at most 1 - level of parties.

    `load` is the mean number of rooms wanted at one time: parties an hour x hours each.
    """
    return rooms_for(load, 1 - level + _ROUNDING) if load > 0 else 0
