"""Answers that can be computed exactly, or by a rule of thumb: what the simulation must agree with or explain.

Plain NumPy that does not know the model; the theory cases and the study `size` compare.
"""

from typing import TYPE_CHECKING

from sim.oracles.laws import (
    anchored_shared_days,
    binomial,
    expected_shortfall,
    independent_sum,
    largest,
    mean,
    mixture,
    poisson,
    poisson_binomial,
    quantile,
    shared_days,
    tail,
    variance,
)
from sim.oracles.presence import PresenceChain
from sim.oracles.queues import (
    engset_all_busy,
    engset_refused,
    erlang_b,
    erlang_c,
    mean_wait,
    mean_waiting,
    nested_refusals,
    rooms_for,
    wait_tail,
)
from sim.oracles.rules_of_thumb import desks_by_binomial, desks_by_normal, desks_by_ratio, rooms_by_erlang

if TYPE_CHECKING:
    from sim.oracles.laws import Law as Law

__all__ = [
    "PresenceChain",
    "anchored_shared_days",
    "binomial",
    "desks_by_binomial",
    "desks_by_normal",
    "desks_by_ratio",
    "engset_all_busy",
    "engset_refused",
    "erlang_b",
    "erlang_c",
    "expected_shortfall",
    "independent_sum",
    "largest",
    "mean",
    "mean_wait",
    "mean_waiting",
    "mixture",
    "nested_refusals",
    "poisson",
    "poisson_binomial",
    "quantile",
    "rooms_by_erlang",
    "rooms_for",
    "shared_days",
    "tail",
    "variance",
    "wait_tail",
]
